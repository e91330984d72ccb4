import { useState } from 'react';
import { AgentPanel } from './AgentPanel.tsx';
import { BurnPanel } from './BurnPanel.tsx';
import { ChatPanel } from './ChatPanel.tsx';
import type { ClientName } from './clients.ts';

const ASSISTANTS: { client: ClientName; name: string; model: string; about: string }[] = [
  { client: 'openai', name: 'Atlas', model: 'northwind-large', about: 'Chat Completions, openai' },
  {
    client: 'anthropic',
    name: 'Sonata',
    model: 'northwind-opus',
    about: 'Messages, @anthropic-ai/sdk',
  },
  { client: 'ai-sdk', name: 'Harbour', model: 'chosen by the route', about: 'UI stream, useChat' },
];

export function Workspace() {
  const [client, setClient] = useState<ClientName>('openai');
  return (
    <div className="workspace">
      <header className="masthead">
        <span className="logo" aria-hidden="true">
          N
        </span>
        <h1>Northwind AI Workspace</h1>
        <span className="badge">demo</span>
      </header>
      <nav className="assistants" aria-label="Assistants">
        {ASSISTANTS.map((assistant) => (
          <button
            key={assistant.client}
            type="button"
            className="assistant"
            aria-pressed={assistant.client === client}
            data-testid={`client-${assistant.client}`}
            onClick={() => setClient(assistant.client)}
          >
            <strong>{assistant.name}</strong>
            <span>{assistant.model}</span>
            <small>{assistant.about}</small>
          </button>
        ))}
      </nav>
      <main>
        {ASSISTANTS.map((assistant) => (
          <div key={assistant.client} hidden={assistant.client !== client}>
            <ChatPanel client={assistant.client} name={assistant.name} />
          </div>
        ))}
      </main>
      <aside>
        <AgentPanel />
        <BurnPanel />
      </aside>
    </div>
  );
}
