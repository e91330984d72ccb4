import { i18n } from '#i18n';
import { useState } from 'react';
import { ActionRule } from '../core/action-rules.ts';
import { ActionChoice } from './ActionChoice.tsx';

const EMPTY: ActionRule = { tool: '', kind: 'other', effect: 'write' };

/** For tools that were not seen yet, and for many at once. */
export function AddAction({ onAdd }: { onAdd: (rule: ActionRule) => void }) {
  const [rule, setRule] = useState(EMPTY);
  const { success } = ActionRule.safeParse(rule);
  return (
    <form
      className="action-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (!success) return;
        onAdd(rule);
        setRule(EMPTY);
      }}
    >
      <label>
        <span>{i18n.t('actionTable.name')}</span>
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={121}
          placeholder={i18n.t('actionTable.example')}
          aria-describedby="action-name-hint"
          aria-invalid={rule.tool !== '' && !success}
          data-testid="action-name"
          value={rule.tool}
          onChange={({ target }) => setRule({ ...rule, tool: target.value.trim() })}
        />
      </label>
      <ActionChoice
        label={i18n.t('actionTable.name')}
        kind={rule.kind}
        effect={rule.effect}
        onChoice={(choice) => setRule({ ...rule, ...choice })}
      />
      <button type="submit" disabled={!success} data-testid="action-add">
        {i18n.t('actionTable.add')}
      </button>
      <p id="action-name-hint" className="soft">
        {i18n.t('actionTable.nameHint')}
      </p>
    </form>
  );
}
