import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../components/tokens.css';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { markPageLanguage } from '../../platform/page-language.ts';
import { Dashboard } from './Dashboard.tsx';

markPageLanguage();
createRoot(document.querySelector('#root') ?? document.body).render(
  <StrictMode>
    <Dashboard ledger={new Ledger()} />
  </StrictMode>,
);
