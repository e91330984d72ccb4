import { i18n } from '#i18n';
import type { ActionRule } from '../core/action-rules.ts';
import { classified } from '../core/actions.ts';
import { ActionChoice } from './ActionChoice.tsx';
import type { ActionTableEvents, ToolSeen } from './ActionTable.tsx';

interface Props {
  tool: ToolSeen;
  rules: readonly ActionRule[];
  events: ActionTableEvents;
}

export function ActionRow({ tool: { call, count }, rules, events }: Props) {
  const { name } = call;
  const own = rules.some(({ tool }) => tool.toLowerCase() === name.toLowerCase());
  // A beginning of names stands for itself; what it says is what was entered.
  const { kind, effect } = name.endsWith('*') ? call : classified(call, rules);
  return (
    <li data-testid="action-row" data-tool={name}>
      <p className="action-name">
        <code className="cut" title={name}>
          {name}
        </code>
        <span className="soft number">
          {count === 0
            ? i18n.t('actionTable.unseen')
            : i18n.t('actionTable.seen', count, [String(count)])}
          {own && ` · ${i18n.t('actionTable.own')}`}
        </span>
      </p>
      <ActionChoice
        label={name}
        kind={kind}
        effect={effect}
        onChoice={(choice) => events.onRule({ tool: name, ...choice })}
      />
      {own && (
        <button
          type="button"
          className="plain"
          aria-label={`${i18n.t('actionTable.forget')}: ${name}`}
          data-testid="action-forget"
          onClick={() => events.onForgetRule(name)}
        >
          {i18n.t('actionTable.forget')}
        </button>
      )}
    </li>
  );
}
