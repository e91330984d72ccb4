import { i18n } from '#i18n';
import type { ActionRule } from '../core/action-rules.ts';
import type { ToolCall } from '../core/interaction.ts';
import { ActionRow } from './ActionRow.tsx';
import { AddAction } from './AddAction.tsx';
import './action-table.css';

/** Tools listed at once; the others are behind a line that opens. */
const SHOWN = 6;

/** A tool the person's models called, with one of its calls. */
export interface ToolSeen {
  call: ToolCall;
  count: number;
}

export interface ActionTableEvents {
  onRule: (rule: ActionRule) => void;
  /** From now on its name decides again. */
  onForgetRule: (tool: string) => void;
}

interface Props {
  /** Most used first. */
  tools: readonly ToolSeen[];
  rules: readonly ActionRule[];
  events: ActionTableEvents;
}

/** What tools do, as their names say it, and where the person knows better. */
export function ActionTable({ tools, rules, events }: Props) {
  const seen = new Set(tools.map(({ call }) => call.name.toLowerCase()));
  // Beginnings of names, and tools that were not seen yet.
  const others: ToolSeen[] = rules
    .filter(({ tool }) => !seen.has(tool.toLowerCase()))
    .map(({ tool, kind, effect }) => ({ call: { name: tool, kind, effect }, count: 0 }));
  const all = [...others, ...tools];
  const rows = (some: readonly ToolSeen[]) => (
    <ul className="action-rows">
      {some.map((tool) => (
        <ActionRow key={tool.call.name} tool={tool} rules={rules} events={events} />
      ))}
    </ul>
  );
  const more = all.slice(SHOWN);
  return (
    <section className="card action-table" data-testid="dashboard-actions">
      <h2>{i18n.t('actionTable.title')}</h2>
      <p className="soft">{i18n.t('actionTable.hint')}</p>
      {rows(all.slice(0, SHOWN))}
      {more.length > 0 && (
        <details>
          <summary className="soft">
            {i18n.t('actionTable.more', more.length, [String(more.length)])}
          </summary>
          {rows(more)}
        </details>
      )}
      <AddAction onAdd={events.onRule} />
    </section>
  );
}
