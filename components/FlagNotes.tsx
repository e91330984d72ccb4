import { i18n } from '#i18n';
import type { Flag } from '../core/interaction.ts';
import './flags.css';
import { flagHint } from './words.ts';

/** What the small labels of a line mean. */
export function FlagNotes({ flags }: { flags: readonly Flag[] }) {
  return (
    <div className="flag-notes soft" data-testid="interaction-flag-notes">
      {flags.map((flag) => (
        <p key={flag}>{flagHint(flag)}</p>
      ))}
      <p>{i18n.t('flag.counts')}</p>
    </div>
  );
}
