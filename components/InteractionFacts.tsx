import { i18n } from '#i18n';
import type { ActionRule } from '../core/action-rules.ts';
import { classified } from '../core/actions.ts';
import type { ActionKind, Interaction, ToolCall } from '../core/interaction.ts';
import { actionsText, countText } from './words.ts';

/** What a line has no room for. */
export function InteractionFacts({
  interaction,
  rules,
}: {
  interaction: Interaction;
  rules: readonly ActionRule[];
}) {
  const { model, usage } = interaction;
  const toolCalls = interaction.toolCalls.map((call) => classified(call, rules));
  const { inputTokens, outputTokens, source } = usage;
  return (
    <div className="soft number interaction-facts">
      {toolCalls.length > 0 && <p>{i18n.t('latest.tools', [actionsText(kindsOf(toolCalls))])}</p>}
      {(inputTokens !== null || outputTokens !== null) && (
        <p>{i18n.t('latest.inOut', [countText(inputTokens), countText(outputTokens)])}</p>
      )}
      {source === 'estimated' && <p>{i18n.t('latest.estimated')}</p>}
      {model !== null && <p>{i18n.t('latest.model', [model])}</p>}
    </div>
  );
}

/** How often each kind was called, those that change something first. */
function kindsOf(toolCalls: readonly ToolCall[]): Map<ActionKind, number> {
  const writesFirst = toolCalls.toSorted(
    (a, b) => Number(b.effect === 'write') - Number(a.effect === 'write'),
  );
  const kinds = new Map<ActionKind, number>();
  for (const { kind } of writesFirst) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return kinds;
}
