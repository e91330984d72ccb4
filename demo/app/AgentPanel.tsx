import { useState } from 'react';
import { type AgentStep, runAgent } from './agent.ts';

const STOPPED: AgentStep = {
  id: 'stopped',
  kind: 'failure',
  title: 'The agent stopped',
  detail: 'A model call did not come through. Nothing more was done.',
};

export function AgentPanel() {
  const [task, setTask] = useState('Summarise this week and tell the team.');
  const [steps, setSteps] = useState<AgentStep[]>([]);
  const [running, setRunning] = useState(false);

  const run = async () => {
    setRunning(true);
    setSteps([]);
    const add = (step: AgentStep) => setSteps((before) => [...before, step]);
    await runAgent(task, add).catch(() => add(STOPPED));
    setRunning(false);
  };

  return (
    <section className="card" data-testid="agent" data-busy={running}>
      <h2>Agent</h2>
      <p>Give it a task; it searches, writes, posts and deploys in your name.</p>
      <textarea
        aria-label="Task for the agent"
        rows={2}
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
      {(running || steps.length > 0) && (
        <ol className="timeline" aria-label="What the agent did" aria-live="polite">
          {steps.map((step) => (
            <li key={step.id} className={step.kind} data-testid="agent-step">
              {step.kind === 'tool' ? <code>{step.title}</code> : <strong>{step.title}</strong>}
              <span>{step.detail}</span>
            </li>
          ))}
          {running && <li className="working">Thinking about the next step…</li>}
        </ol>
      )}
    </section>
  );
}
