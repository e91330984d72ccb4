import { i18n } from '#i18n';
import type { Evidence } from '../core/provenance/verdict.ts';
import { Scale, ScaleSides } from './Scale.tsx';
import './why.css';
import { evidenceText } from './words.ts';

interface Props {
  evidence: readonly Evidence[];
  /** Whether what counts is another class than it speaks for. */
  overruled: boolean;
}

/** What speaks for whom: to the left for the person, to the right for a program. */
export function Why({ evidence, overruled }: Props) {
  if (evidence.length === 0) {
    return (
      <p className="soft" data-testid="popup-why">
        {i18n.t('latest.nothingSaid')}
      </p>
    );
  }
  return (
    <div className="why" data-testid="popup-why">
      <p className="why-head soft" aria-hidden="true">
        <span>{i18n.t(overruled ? 'latest.forWhom' : 'latest.why')}</span>
        <ScaleSides />
      </p>
      <ul>
        {evidence.map(({ id, weight, count }) => (
          <li key={id}>
            <span>
              {evidenceText({ id, count })}
              <span className="hidden"> ({sideText(weight)})</span>
            </span>
            <Scale weight={weight} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function sideText(weight: number): string {
  if (weight === 0) return i18n.t('latest.neutral');
  return i18n.t(weight < 0 ? 'latest.forPerson' : 'latest.forProgram');
}
