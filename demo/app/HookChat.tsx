import { useChat } from '@ai-sdk/react';
import type { Assistant } from './assistants.ts';
import { ChatFrame } from './ChatFrame.tsx';
import { aiSdkTransport } from './clients.ts';
import type { Turn } from './Conversation.tsx';
import { roughTokens, spend } from './spent.ts';

/** A conversation over the hook, which keeps its own messages. */
export function HookChat({ assistant }: { assistant: Assistant }) {
  const { messages, sendMessage, status, stop, error } = useChat({
    transport: aiSdkTransport,
    onFinish: ({ messages: all }) => spend(roughTokens(...all.map((message) => textOf(message)))),
  });
  const turns = messages.map((message): Turn => ({
    role: message.role === 'user' ? 'user' : 'assistant',
    content: textOf(message),
  }));
  const waiting = status === 'submitted' && turns.at(-1)?.role === 'user';
  return (
    <ChatFrame
      assistant={assistant}
      turns={waiting ? [...turns, { role: 'assistant', content: '' }] : turns}
      busy={status === 'submitted' || status === 'streaming'}
      failed={error !== undefined}
      onSend={(text) => void sendMessage({ text })}
      onStop={() => void stop()}
    />
  );
}

function textOf({ parts }: { parts: readonly { type: string; text?: string }[] }): string {
  return parts.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
}
