import { useState } from 'react';
import { AgentPanel } from './AgentPanel.tsx';
import { ASSISTANTS } from './assistants.ts';
import { BurnPanel } from './BurnPanel.tsx';
import { ChatPanel } from './ChatPanel.tsx';
import type { ClientName } from './clients.ts';

export function Workspace() {
  const [client, setClient] = useState<ClientName>('openai');
  return (
    <div className="workspace">
      <header className="masthead">
        <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <path d="M8 23V9l16 14V9" />
        </svg>
        <h1>Northwind AI Workspace</h1>
        <span className="badge">demo</span>
      </header>
      <nav className="assistants" aria-label="Assistants">
        {ASSISTANTS.map((assistant) => (
          <button
            key={assistant.client}
            type="button"
            className="choice"
            aria-pressed={assistant.client === client}
            data-testid={`client-${assistant.client}`}
            onClick={() => setClient(assistant.client)}
          >
            <span className={`avatar ${assistant.client}`} aria-hidden="true">
              {assistant.name[0]}
            </span>
            <span className="choice-text">
              <strong>{assistant.name}</strong>
              <small>{assistant.about}</small>
            </span>
          </button>
        ))}
      </nav>
      <main>
        {ASSISTANTS.map((assistant) => (
          <div key={assistant.client} hidden={assistant.client !== client}>
            <ChatPanel assistant={assistant} />
          </div>
        ))}
      </main>
      <aside aria-label="Agent and leaderboard">
        <AgentPanel />
        <BurnPanel />
      </aside>
    </div>
  );
}
