import { i18n } from '#i18n';
import type { Evidence } from '../core/provenance/verdict.ts';
import './why.css';
import { evidenceText } from './words.ts';

/** The weight at which a line's bar is full. */
const FULL = 3;

/** What speaks for whom: to the left for the person, to the right for a program. */
export function Why({ evidence }: { evidence: readonly Evidence[] }) {
  if (evidence.length === 0) {
    return <p className="why soft">{i18n.t('latest.nothingSaid')}</p>;
  }
  return (
    <ul className="why" data-testid="popup-why">
      {evidence.map(({ id, weight }) => {
        const width = `${(Math.min(FULL, Math.abs(weight)) / FULL) * 50}%`;
        const side = weight < 0 ? 'person' : 'program';
        return (
          <li key={id}>
            <span>
              {evidenceText(id)}
              <span className="hidden"> ({sideText(weight)})</span>
            </span>
            <span className="why-scale" title={sideText(weight)} aria-hidden="true">
              <span className={`why-bar why-${side}`} style={{ inlineSize: width }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function sideText(weight: number): string {
  if (weight === 0) return i18n.t('latest.neutral');
  return i18n.t(weight < 0 ? 'latest.forPerson' : 'latest.forProgram');
}
