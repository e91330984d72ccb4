import { i18n } from '#i18n';
import type { ActionRule } from '../core/action-rules.ts';
import type { Interaction } from '../core/interaction.ts';
import './interaction-list.css';
import { InteractionRow, type InteractionRowEvents } from './InteractionRow.tsx';

interface Props {
  interactions: readonly Interaction[];
  /** What the person says of tools. */
  rules: readonly ActionRule[];
  /** Milliseconds since the epoch. */
  now: number;
  events: InteractionRowEvents;
}

export function InteractionList({ interactions, rules, now, events }: Props) {
  return (
    <section className="interactions">
      <h2>{i18n.t('latest.title')}</h2>
      <ul>
        {interactions.map((interaction) => (
          <li key={interaction.id}>
            <InteractionRow interaction={interaction} rules={rules} now={now} events={events} />
          </li>
        ))}
      </ul>
    </section>
  );
}
