import { useState } from 'react';
import type { Assistant } from './assistants.ts';
import { ChatFrame } from './ChatFrame.tsx';
import type { Turn } from './Conversation.tsx';
import { runExchange } from './exchange.ts';

/** A conversation over a client the page drives itself. */
export function ClientChat({ assistant }: { assistant: Assistant }) {
  const [model, setModel] = useState(assistant.models[0] ?? '');
  const [turns, setTurns] = useState<Turn[]>([]);
  const [failed, setFailed] = useState(false);
  const [stop, setStop] = useState<AbortController | null>(null);

  const send = async (prompt: string) => {
    const controller = new AbortController();
    setStop(controller);
    setFailed(false);
    const asked: Turn[] = [...turns, { role: 'user', content: prompt }];
    const show = (content: string) => setTurns([...asked, { role: 'assistant', content }]);
    show('');
    const { text, ending } = await runExchange({
      client: assistant.client,
      model,
      prompt,
      history: turns,
      signal: controller.signal,
      heard: show,
    });
    // Services refuse an empty turn, so an answer that said nothing is not kept.
    if (text === '') setTurns(asked);
    setFailed(ending === 'failed');
    setStop(null);
  };

  return (
    <ChatFrame
      assistant={assistant}
      model={model}
      onModel={setModel}
      turns={turns}
      busy={stop !== null}
      failed={failed}
      onSend={(prompt) => void send(prompt)}
      onStop={() => stop?.abort()}
    />
  );
}
