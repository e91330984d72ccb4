import { i18n } from '#i18n';
import { ENOUGH_CORRECTIONS, type SiteLeaning } from '../core/provenance/leaning.ts';
import './learned.css';
import { LearnedSite, type LearnedSiteEvents } from './LearnedSite.tsx';

interface Props {
  /** Of each site with corrections what they have taught; there is at least one. */
  learned: readonly SiteLeaning[];
  events: LearnedSiteEvents;
}

/** Corrections move what is judged later; nowhere does that happen unseen. */
export function Learned({ learned, events }: Props) {
  const taught = learned.filter(({ leaning, since }) => leaning !== null || since > 0);
  return (
    <section className="card learned" data-testid="dashboard-learned">
      <h2>{i18n.t('learned.title')}</h2>
      <p className="soft">
        {taught.length > 0
          ? i18n.t('learned.hint')
          : i18n.t('learned.notYet', [String(ENOUGH_CORRECTIONS)])}
      </p>
      {taught.length > 0 && (
        <ul>
          {taught.map((site) => (
            <LearnedSite key={site.site} learned={site} events={events} />
          ))}
        </ul>
      )}
    </section>
  );
}
