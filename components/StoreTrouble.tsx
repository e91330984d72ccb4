import { i18n } from '#i18n';
import { Notice } from './Notice.tsx';

interface Props {
  /** What the browser said, as it said it. */
  details: string;
  onRetry: () => void;
}

/** The ledger cannot be opened: what that means, and what helps. */
export function StoreTrouble({ details, onRetry }: Props) {
  return (
    <Notice title={i18n.t('error.title')} hint={i18n.t('error.hint')}>
      <button type="button" className="primary" data-testid="popup-retry" onClick={onRetry}>
        {i18n.t('error.retry')}
      </button>
      <details>
        <summary>{i18n.t('error.details')}</summary>
        {details}
      </details>
    </Notice>
  );
}
