import { type KeyboardEvent, useState } from 'react';

interface Props {
  label: string;
  busy: boolean;
  onSend: (prompt: string) => void;
  onStop: () => void;
}

export function Composer({ label, busy, onSend, onStop }: Props) {
  const [text, setText] = useState('');
  const send = () => {
    const prompt = text.trim();
    if (prompt === '' || busy) return;
    setText('');
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
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {busy ? (
        <button type="button" data-testid="stop" onClick={onStop}>
          Stop
        </button>
      ) : (
        <button type="button" className="primary" data-testid="send" onClick={send}>
          Send
        </button>
      )}
    </div>
  );
}
