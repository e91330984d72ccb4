import { useState } from 'react';
import { type AgentStep, runAgent } from './agent.ts';

export function AgentPanel() {
  const [task, setTask] = useState('Summarise this week and tell the team.');
  const [steps, setSteps] = useState<AgentStep[]>([]);
  const [running, setRunning] = useState(false);

  const run = async () => {
    setRunning(true);
    setSteps([]);
    await runAgent(task, (step) => setSteps((before) => [...before, step])).finally(() =>
      setRunning(false),
    );
  };

  return (
    <section className="panel card" data-testid="agent" data-busy={running}>
      <h2>Agent</h2>
      <p>Searches tickets, writes an email and a chat message, and deploys.</p>
      <input
        aria-label="Task for the agent"
        value={task}
        data-testid="agent-task"
        onChange={(event) => setTask(event.target.value)}
      />
      <button
        type="button"
        className="primary"
        disabled={running}
        data-testid="agent-run"
        onClick={() => void run()}
      >
        {running ? 'Working…' : 'Run the agent'}
      </button>
      <ol className="steps">
        {steps.map((step) => (
          <li key={`${step.kind} ${step.title}`} className={step.kind} data-testid="agent-step">
            <strong>{step.title}</strong>
            <span>{step.detail}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
