import { i18n } from '#i18n';
import { type Interaction, tokensOf } from '../core/interaction.ts';
import { countedClass } from '../core/rollup.ts';
import { siteName } from '../core/sites/site.ts';
import './interaction-list.css';
import { classText, momentText, tokensText } from './words.ts';
import { Why } from './Why.tsx';

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
            <Row interaction={interaction} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ interaction, now }: { interaction: Interaction; now: number }) {
  const { usage, model, status, site, startedAt, verdict } = interaction;
  const counted = countedClass(interaction);
  const known = usage.inputTokens !== null || usage.outputTokens !== null;
  return (
    <details data-testid="popup-interaction" data-class={counted}>
      <summary>
        <span className={`swatch fill-${counted}`} aria-hidden="true" />
        <span className="interaction-what">
          <strong>{classText(counted)}</strong>
          <span className="soft">
            {model ?? i18n.t('latest.noModel')} · {siteName(site)}
            {status === 'complete' ? '' : ` · ${i18n.t(`status.${status}`)}`}
          </span>
        </span>
        <span className="interaction-when number">
          <span>{known ? tokensText(tokensOf(usage), usage.source === 'estimated') : ''}</span>
          <span className="soft">{momentText(startedAt, now)}</span>
        </span>
      </summary>
      <Why evidence={verdict.evidence} />
    </details>
  );
}
