import type { Assistant } from './assistants.ts';
import { ClientChat } from './ClientChat.tsx';
import { HookChat } from './HookChat.tsx';

export function ChatPanel({ assistant }: { assistant: Assistant }) {
  return assistant.client === 'ai-sdk' ? (
    <HookChat assistant={assistant} />
  ) : (
    <ClientChat assistant={assistant} />
  );
}
