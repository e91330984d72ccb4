import { i18n } from '#i18n';
import './scale.css';

/** The weight at which the bar is full. */
const FULL = 3;

/** To the left for the person, to the right for a program; the words beside it say the same. */
export function Scale({ weight }: { weight: number }) {
  return (
    <span className="scale" aria-hidden="true">
      <span
        className={`scale-bar ${weight < 0 ? 'scale-person' : 'scale-program'}`}
        style={{ inlineSize: `${(Math.min(FULL, Math.abs(weight)) / FULL) * 50}%` }}
      />
    </span>
  );
}

/** Which side is whose. */
export function ScaleSides() {
  return (
    <span className="scale-sides soft" aria-hidden="true">
      <span>{i18n.t('latest.you')}</span>
      <span>{i18n.t('latest.program')}</span>
    </span>
  );
}
