import { i18n } from '#i18n';
import { ActionEffect, ActionKind } from '../core/interaction.ts';
import { actionText, effectText } from './words.ts';

interface Choice {
  kind: ActionKind;
  effect: ActionEffect;
}

interface Props extends Choice {
  /** Which tool it is said of. */
  label: string;
  onChoice: (choice: Choice) => void;
}

export function ActionChoice({ label, kind, effect, onChoice }: Props) {
  return (
    <span className="action-choice">
      <select
        aria-label={`${i18n.t('actionTable.kind')}: ${label}`}
        data-testid="action-kind"
        value={kind}
        onChange={({ target }) => onChoice({ kind: ActionKind.parse(target.value), effect })}
      >
        {ActionKind.options.map((option) => (
          <option key={option} value={option}>
            {actionText(option)}
          </option>
        ))}
      </select>
      <select
        aria-label={`${i18n.t('actionTable.effect')}: ${label}`}
        data-testid="action-effect"
        value={effect}
        onChange={({ target }) => onChoice({ kind, effect: ActionEffect.parse(target.value) })}
      >
        {ActionEffect.options.map((option) => (
          <option key={option} value={option}>
            {effectText(option)}
          </option>
        ))}
      </select>
    </span>
  );
}
