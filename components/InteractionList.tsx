import { i18n } from '#i18n';
import type { Interaction } from '../core/interaction.ts';
import './interaction-list.css';
import { InteractionRow } from './InteractionRow.tsx';

interface Props {
  interactions: readonly Interaction[];
  /** Milliseconds since the epoch. */
  now: number;
}

export function InteractionList({ interactions, now }: Props) {
  return (
    <section className="interactions">
      <h2>{i18n.t('latest.title')}</h2>
      <ul>
        {interactions.map((interaction) => (
          <li key={interaction.id}>
            <InteractionRow interaction={interaction} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}
