import type { Amount } from '../core/figures.ts';
import type { VerdictClass } from '../core/provenance/verdict.ts';
import './share-bar.css';
import { CLASSES, classText, interactionsText, tokensText } from './words.ts';

type ByClass = Record<VerdictClass, Amount>;

/**
 * The classes side by side, by tokens. Unclear stands between yours and automated, so the line
 * below is solid as far as it is yours and dotted as far as it may be: the headline's interval.
 * The legend says the same in words.
 */
export function ShareBar({ byClass }: { byClass: ByClass }) {
  const yours = byClass['hands-on'].tokens + byClass.delegated.tokens;
  return (
    <div className="share">
      <div aria-hidden="true">
        <div className="share-bar">
          {CLASSES.map((name) => (
            <span
              key={name}
              className={`fill-${name}`}
              style={{ flexGrow: byClass[name].tokens }}
              hidden={byClass[name].tokens === 0}
            />
          ))}
        </div>
        <div className="share-interval">
          <span className="share-yours" style={{ flexGrow: yours }} />
          <span className="share-maybe" style={{ flexGrow: byClass.unclear.tokens }} />
          <span style={{ flexGrow: byClass.automated.tokens }} />
        </div>
      </div>
      <dl className="share-legend">
        {CLASSES.map((name) => (
          <div key={name} data-empty={byClass[name].interactions === 0}>
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
