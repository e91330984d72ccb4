import { i18n } from '#i18n';
import type { Leaning, SiteLeaning } from '../core/provenance/leaning.ts';
import { siteName } from '../core/sites/site.ts';
import { Scale, ScaleSides } from './Scale.tsx';
import { countText } from './words.ts';

export interface LearnedSiteEvents {
  onForgetLearned: (site: string) => void;
  onLearnAgain: (site: string) => void;
}

interface Props {
  learned: SiteLeaning;
  events: LearnedSiteEvents;
}

/** What corrections taught about one site, or that it was forgotten. */
export function LearnedSite({ learned: { site, leaning }, events }: Props) {
  const name = siteName(site);
  const button = i18n.t(leaning === null ? 'learned.again' : 'learned.forget');
  return (
    <li data-testid="learned-site" data-site={name} data-forgotten={leaning === null}>
      <p className="learned-name">{name}</p>
      <output className="soft">
        {leaning === null ? i18n.t('learned.forgotten') : leaningText(leaning)}
      </output>
      {leaning !== null && (
        <p className="learned-scale">
          <ScaleSides />
          <Scale weight={leaning.offset} />
        </p>
      )}
      {/* One button for both ways, so that whoever works by keyboard stays where they are. */}
      <button
        type="button"
        className="plain"
        aria-label={`${button}: ${name}`}
        data-testid="learned-button"
        onClick={() => (leaning === null ? events.onLearnAgain : events.onForgetLearned)(site)}
      >
        {button}
      </button>
    </li>
  );
}

function leaningText({ offset, corrections }: Leaning): string {
  const count = countText(corrections);
  if (offset === 0) return i18n.t('learned.nowhere', [count]);
  return i18n.t(offset < 0 ? 'learned.towardsYou' : 'learned.towardsProgram', [count]);
}
