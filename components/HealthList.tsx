import { i18n } from '#i18n';
import type { HealthEntry, HealthReason } from '../core/health.ts';
import { siteName } from '../core/sites/site.ts';
import './health-list.css';
import { healthText } from './words.ts';

/** What could not be counted, one line for each reason and site. */
export function HealthList({ entries }: { entries: readonly HealthEntry[] }) {
  const lines = new Map<string, { site: string; reason: HealthReason; count: number }>();
  for (const { site, reason, count } of entries) {
    const key = `${site} ${reason}`;
    lines.set(key, { site, reason, count: count + (lines.get(key)?.count ?? 0) });
  }
  return (
    <section className="card health">
      <h2>{i18n.t('health.title')}</h2>
      {lines.size === 0 ? (
        <p className="soft">{i18n.t('health.good')}</p>
      ) : (
        <ul>
          {[...lines].map(([key, { site, reason, count }]) => (
            <li key={key}>
              <span className="number">{count}</span>
              <span>
                {healthText(reason)} <span className="soft">{siteName(site)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
