import type { Amount } from '../core/figures.ts';
import type { VerdictClass } from '../core/provenance/verdict.ts';
import './share-bar.css';
import { CLASSES, classHint, classText, interactionsText, tokensText } from './words.ts';

type ByClass = Record<VerdictClass, Amount>;

/**
 * The classes side by side, by tokens. Unclear stands between yours and automated, so its own
 * width is the interval of the headline. The legend says the same in words.
 */
export function ShareBar({ byClass }: { byClass: ByClass }) {
  return (
    <div className="share">
      <div className="share-bar" aria-hidden="true">
        {CLASSES.map((name) => (
          <span
            key={name}
            className={`fill-${name}`}
            style={{ flexGrow: byClass[name].tokens }}
            hidden={byClass[name].tokens === 0}
          />
        ))}
      </div>
      <dl className="share-legend">
        {CLASSES.map((name) => (
          <div key={name} title={classHint(name)} data-empty={byClass[name].interactions === 0}>
            <dt>
              <span className={`swatch fill-${name}`} aria-hidden="true" />
              {classText(name)}
            </dt>
            <dd className="number">{tokensText(byClass[name].tokens)}</dd>
            <dd className="number soft">{interactionsText(byClass[name].interactions)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
