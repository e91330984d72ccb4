import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './workspace.css';
import { runAgent } from './agent.ts';
import { runExchange } from './exchange.ts';
import { Workspace } from './Workspace.tsx';

declare global {
  interface Window {
    /** The page's clients without its screens, for whoever drives it. */
    workspace: { runExchange: typeof runExchange; runAgent: typeof runAgent };
  }
}

window.workspace = { runExchange, runAgent };

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');
createRoot(root).render(
  <StrictMode>
    <Workspace />
  </StrictMode>,
);
