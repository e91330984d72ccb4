import { i18n } from '#i18n';
import type { SiteHealth } from '../core/health.ts';
import { siteName } from '../core/sites/site.ts';
import {
  countText,
  fullMomentText,
  healthAdvice,
  healthText,
  momentText,
  sinceText,
} from './words.ts';

interface Props {
  health: SiteHealth;
  /** Milliseconds since the epoch. */
  now: number;
}

export function SiteHealthItem({ health, now }: Props) {
  const { site, lastGood, troubles, changedSince } = health;
  return (
    <li data-testid="health-site" data-site={siteName(site)}>
      <p className="health-head">
        <span className="health-name">{siteName(site)}</span>
        {lastGood === null ? (
          <span className="soft">{i18n.t('health.noGood')}</span>
        ) : (
          <time
            className="soft number"
            dateTime={new Date(lastGood).toISOString()}
            title={fullMomentText(lastGood)}
          >
            {i18n.t('health.lastGood', [momentText(lastGood, now)])}
          </time>
        )}
      </p>
      {changedSince !== null && (
        <div className="health-changed" data-testid="health-changed">
          <p>{i18n.t('health.changed', [sinceText(changedSince, now)])}</p>
          <p className="soft">{i18n.t('health.changedAdvice')}</p>
        </div>
      )}
      {troubles.length > 0 && (
        <ul className="health-troubles">
          {troubles.map(({ reason, count }) => (
            <li key={reason}>
              <span className="number">{countText(count)}</span>
              <span>
                {healthText(reason)}
                <span className="soft health-advice">{healthAdvice(reason)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
