import { i18n } from '#i18n';
import { useRef } from 'react';
import { Correction, type Interaction } from '../core/interaction.ts';
import './correction-choice.css';
import { classText, correctionText } from './words.ts';

interface Props {
  interaction: Pick<Interaction, 'correction' | 'verdict'>;
  /** Null takes it back. */
  onCorrect: (correction: Correction | null) => void;
}

/** The person's own word, beside what was thought: one tap to say it, one to take it back. */
export function CorrectionChoice({ interaction: { correction, verdict }, onCorrect }: Props) {
  const choices = useRef<HTMLDivElement>(null);
  const takeBack = () => {
    // This button is about to go; who works by keyboard goes on where the choice was made.
    choices.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
    onCorrect(null);
  };
  return (
    <fieldset className="correction" data-testid="correction">
      <legend>{i18n.t('correction.label')}</legend>
      <div className="correction-choices" ref={choices}>
        {Correction.options.map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={choice === correction}
            data-testid={`correction-${choice}`}
            onClick={() => onCorrect(choice === correction ? null : choice)}
          >
            <span className={`swatch fill-${choice}`} aria-hidden="true" />
            {correctionText(choice)}
          </button>
        ))}
      </div>
      <p className="soft correction-said" data-testid="correction-said">
        {correction === null ? (
          i18n.t('correction.hint')
        ) : (
          <>
            <span>
              {correction === verdict.class
                ? i18n.t('correction.agreed')
                : i18n.t('correction.thought', [classText(verdict.class)])}
            </span>
            <button
              type="button"
              className="plain"
              data-testid="correction-take-back"
              onClick={takeBack}
            >
              {i18n.t('correction.takeBack')}
            </button>
          </>
        )}
      </p>
    </fieldset>
  );
}
