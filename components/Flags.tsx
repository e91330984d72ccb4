import type { Flag } from '../core/interaction.ts';
import './flags.css';
import { flagText } from './words.ts';

/** Small labels for a line. */
export function Flags({ flags }: { flags: readonly Flag[] }) {
  return (
    <span className="flags">
      {flags.map((flag) => (
        <span key={flag} className="flag" data-testid={`interaction-${flag}`}>
          {flagText(flag)}
        </span>
      ))}
    </span>
  );
}
