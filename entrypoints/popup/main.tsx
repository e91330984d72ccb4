import { i18n } from '#i18n';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../components/tokens.css';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { Popup } from './Popup.tsx';

document.documentElement.lang = i18n.t('language');
document.title = i18n.t('popupTitle');
createRoot(document.querySelector('#root') ?? document.body).render(
  <StrictMode>
    <Popup ledger={new Ledger()} />
  </StrictMode>,
);
