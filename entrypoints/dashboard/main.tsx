import { i18n } from '#i18n';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../components/tokens.css';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { Dashboard } from './Dashboard.tsx';

document.documentElement.lang = i18n.t('language');
document.title = i18n.t('dashboard.pageTitle');
createRoot(document.querySelector('#root') ?? document.body).render(
  <StrictMode>
    <Dashboard ledger={new Ledger()} />
  </StrictMode>,
);
