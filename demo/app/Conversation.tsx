import { useEffect, useRef } from 'react';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

export function Conversation({ name, turns }: { name: string; turns: readonly Turn[] }) {
  const end = useRef<HTMLDivElement>(null);
  const length = turns.at(-1)?.content.length;
  useEffect(() => {
    // Braces: newer browsers return a promise here, which is no undo.
    if (length !== undefined) end.current?.scrollIntoView({ block: 'end' });
  }, [length]);
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
      {/* A conversation only ever grows at its end, so places are names enough. */}
      {[...turns.entries()].map(([place, { role, content }]) => (
        <div key={place} className={`turn ${role}`}>
          {content === '' ? <span className="thinking" aria-label="Thinking" /> : content}
        </div>
      ))}
      <div ref={end} />
    </div>
  );
}
