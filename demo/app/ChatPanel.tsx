import { useState } from 'react';
import { useChat } from '@ai-sdk/react';
import { aiSdkTransport, type ClientName } from './clients.ts';
import { Composer } from './Composer.tsx';
import { Conversation, type Turn } from './Conversation.tsx';
import { runExchange } from './exchange.ts';

export function ChatPanel({ client, name }: { client: ClientName; name: string }) {
  return client === 'ai-sdk' ? (
    <HookChat name={name} />
  ) : (
    <ClientChat client={client} name={name} />
  );
}

/** A conversation over a client the page drives itself. */
function ClientChat({ client, name }: { client: ClientName; name: string }) {
  const [turns, setTurns] = useState<Turn[]>([]);
  const [stop, setStop] = useState<AbortController | null>(null);

  const send = async (prompt: string) => {
    const controller = new AbortController();
    setStop(controller);
    const asked: Turn[] = [...turns, { role: 'user', content: prompt }];
    const show = (content: string) => setTurns([...asked, { role: 'assistant', content }]);
    show('');
    const { text, ending } = await runExchange({
      client,
      prompt,
      history: turns,
      signal: controller.signal,
      heard: show,
    });
    show(ending === 'failed' ? 'That did not work. Try again in a moment.' : text);
    setStop(null);
  };

  return (
    <section className="panel chat" data-testid={`panel-${client}`} data-busy={stop !== null}>
      <Conversation name={name} turns={turns} />
      <Composer
        label={`Message to ${name}`}
        busy={stop !== null}
        onSend={(prompt) => void send(prompt)}
        onStop={() => stop?.abort()}
      />
    </section>
  );
}

/** A conversation over the hook, which keeps its own messages. */
function HookChat({ name }: { name: string }) {
  const { messages, sendMessage, status, stop } = useChat({ transport: aiSdkTransport });
  const busy = status === 'submitted' || status === 'streaming';
  const turns = messages.map(({ role, parts }) => ({
    role: role === 'user' ? ('user' as const) : ('assistant' as const),
    content: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
  }));
  return (
    <section className="panel chat" data-testid="panel-ai-sdk" data-busy={busy}>
      <Conversation name={name} turns={turns} />
      <Composer
        label={`Message to ${name}`}
        busy={busy}
        onSend={(text) => void sendMessage({ text })}
        onStop={() => void stop()}
      />
    </section>
  );
}
