import type { Flag } from '../core/interaction.ts';
import './flags.css';
import { flagHint } from './words.ts';

/** What the small labels of a line mean. */
export function FlagNotes({ flags }: { flags: readonly Flag[] }) {
  return (
    <ul className="flag-notes soft" data-testid="interaction-flag-notes">
      {flags.map((flag) => (
        <li key={flag}>{flagHint(flag)}</li>
      ))}
    </ul>
  );
}
