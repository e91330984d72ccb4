import type { KeyboardEvent } from 'react';

interface Props {
  label: string;
  text: string;
  onText: (text: string) => void;
  busy: boolean;
  onSend: (prompt: string) => void;
  onStop: () => void;
}

export function Composer({ label, text, onText, busy, onSend, onStop }: Props) {
  const prompt = text.trim();
  const send = () => {
    if (prompt === '' || busy) return;
    onText('');
    onSend(prompt);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="composer">
      <textarea
        aria-label={label}
        placeholder={`${label}…`}
        rows={2}
        value={text}
        data-testid="composer"
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-foot">
        <span className="hint">
          <kbd>Enter</kbd> sends, <kbd>Shift Enter</kbd> begins a line
        </span>
        {busy ? (
          <button type="button" className="quiet" data-testid="stop" onClick={onStop}>
            Stop
          </button>
        ) : (
          <button
            type="button"
            className="primary"
            data-testid="send"
            aria-disabled={prompt === ''}
            onClick={send}
          >
            Send
          </button>
        )}
      </div>
    </div>
  );
}
