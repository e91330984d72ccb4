import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './layout.css';
import './chat.css';
import './side.css';
import { runAgent } from './agent.ts';
import { anthropic, openai } from './clients.ts';
import { runExchange } from './exchange.ts';
import { speak } from './wire/speak.ts';
import { converse } from './sockets/converse.ts';
import { connectOpenClaw } from './sockets/openclaw.ts';
import { Workspace } from './Workspace.tsx';

declare global {
  interface Window {
    /** The page's clients without its screens, for whoever drives it. */
    workspace: {
      openai: typeof openai;
      anthropic: typeof anthropic;
      runExchange: typeof runExchange;
      runAgent: typeof runAgent;
      speak: typeof speak;
      converse: typeof converse;
      connectOpenClaw: typeof connectOpenClaw;
    };
  }
}

window.workspace = {
  openai,
  anthropic,
  runExchange,
  runAgent,
  speak,
  converse,
  connectOpenClaw,
};

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');
createRoot(root).render(
  <StrictMode>
    <Workspace />
  </StrictMode>,
);
