import { useState } from 'react';
import type { Assistant } from './assistants.ts';
import { Composer } from './Composer.tsx';
import { Conversation, type Turn } from './Conversation.tsx';
import { Welcome } from './Welcome.tsx';

interface Props {
  assistant: Assistant;
  /** Left out where the route chooses the model. */
  model?: string;
  onModel?: (model: string) => void;
  turns: readonly Turn[];
  busy: boolean;
  failed: boolean;
  onSend: (prompt: string) => void;
  onStop: () => void;
}

/** A chat as it looks over any of the clients. */
export function ChatFrame(props: Props) {
  const { assistant, model, onModel, turns, busy, failed, onSend, onStop } = props;
  const [text, setText] = useState('');
  return (
    <section
      className="chat"
      aria-label={assistant.name}
      data-testid={`panel-${assistant.client}`}
      data-busy={busy}
    >
      <header className="chat-head">
        <h2>{assistant.name}</h2>
        {model === undefined ? (
          <span className="model-note">The route chooses the model</span>
        ) : (
          <select
            className="model"
            aria-label={`Model of ${assistant.name}`}
            data-testid="model"
            value={model}
            disabled={busy}
            onChange={(event) => onModel?.(event.target.value)}
          >
            {assistant.models.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
      </header>
      {turns.length === 0 ? (
        <Welcome assistant={assistant} onIdea={setText} />
      ) : (
        <Conversation name={assistant.name} turns={turns} busy={busy} />
      )}
      {failed && (
        <p className="failure" role="alert" data-testid="failure">
          No answer came through to its end. Try again in a moment.
        </p>
      )}
      <Composer
        label={`Message to ${assistant.name}`}
        text={text}
        onText={setText}
        busy={busy}
        onSend={onSend}
        onStop={onStop}
      />
    </section>
  );
}
