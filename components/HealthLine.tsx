import { i18n } from '#i18n';
import type { SiteHealth } from '../core/health.ts';
import './health-line.css';
import { sinceText } from './words.ts';

interface Props {
  /** Of the site in front. */
  health: SiteHealth;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What is wrong on the site in front, in one line; silent where nothing is. */
export function HealthLine({ health, now }: Props) {
  const { changedSince, troubles } = health;
  const count = troubles.reduce((sum, trouble) => sum + trouble.count, 0);
  if (count === 0) return null;
  if (changedSince === null) {
    return (
      <p className="health-line soft" data-testid="popup-health">
        {i18n.t('health.line', count, [String(count)])}
      </p>
    );
  }
  return (
    <p className="health-line health-changed" data-testid="popup-health">
      {i18n.t('health.changed', [sinceText(changedSince, now)])}
    </p>
  );
}
