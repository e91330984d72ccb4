import { useEffect, useRef } from 'react';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

export function Conversation({ name, turns }: { name: string; turns: readonly Turn[] }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers return a promise here, which is no undo.
    void end.current?.scrollIntoView({ block: 'end' });
  }, [turns]);
  if (turns.length === 0) {
    return (
      <div className="conversation nothing">
        <p>
          <strong>Ask {name} anything.</strong>
        </p>
        <p>Answers are made up on this machine; nothing leaves it.</p>
      </div>
    );
  }
  return (
    <div className="conversation" aria-live="polite">
      {turns.map((turn, index) => (
        // A conversation only ever grows at its end, so places are names enough.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={`turn ${turn.role}`}>
          {turn.content === '' ? <span className="thinking" aria-label="Thinking" /> : turn.content}
        </div>
      ))}
      <div ref={end} />
    </div>
  );
}
