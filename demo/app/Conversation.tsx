import { useEffect, useRef } from 'react';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

interface Props {
  name: string;
  turns: readonly Turn[];
  busy: boolean;
}

export function Conversation({ name, turns, busy }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const length = turns.at(-1)?.content.length;
  useEffect(() => {
    // Only the conversation scrolls: on a small screen the page stays where the person put it.
    if (length !== undefined) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [length]);
  return (
    <div
      ref={box}
      className="conversation"
      role="log"
      aria-label={`Conversation with ${name}`}
      aria-busy={busy}
      // What scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      {/* A conversation only ever grows at its end, so places are names enough. */}
      {[...turns.entries()].map(([place, { role, content }]) => (
        <div key={place} className={`turn ${role}`} data-testid={`turn-${role}`}>
          {content === '' ? <span className="thinking">Thinking</span> : content}
        </div>
      ))}
    </div>
  );
}
