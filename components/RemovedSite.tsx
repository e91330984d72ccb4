import { i18n } from '#i18n';
import { siteName } from '../core/sites/site.ts';
import './site-dot.css';

interface Props {
  pattern: string;
  onWatch: (pattern: string) => void;
}

/** Stands where a site was removed, with the way back. */
export function RemovedSite({ pattern, onWatch }: Props) {
  const name = siteName(pattern);
  return (
    <li className="site-row" data-testid="site-removed" data-site={name}>
      <span className="site-dot site-dot-unwatchable" aria-hidden="true" />
      <output className="site-row-name">
        <span>{name}</span>
        <span className="soft">{i18n.t('siteRow.removed')}</span>
      </output>
      <button
        type="button"
        aria-label={`${i18n.t('siteRow.again')}: ${name}`}
        data-testid="site-watch-again"
        // The button that was pressed is gone; who works by keyboard goes on here.
        ref={(button) => button?.focus({ preventScroll: true })}
        onClick={() => onWatch(pattern)}
      >
        {i18n.t('siteRow.again')}
      </button>
    </li>
  );
}
