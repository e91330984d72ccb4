import { i18n } from '#i18n';
import type { ActionRule } from '../core/action-rules.ts';
import { type Correction, type Interaction, tokensOf } from '../core/interaction.ts';
import { countedClass } from '../core/rollup.ts';
import { siteName } from '../core/sites/site.ts';
import { Changed } from './Changed.tsx';
import { CorrectionChoice } from './CorrectionChoice.tsx';
import { FlagNotes } from './FlagNotes.tsx';
import { Flags } from './Flags.tsx';
import { InteractionFacts } from './InteractionFacts.tsx';
import './interaction-row.css';
import { classText, fullMomentText, momentText, tokensText } from './words.ts';
import { Why } from './Why.tsx';

export interface InteractionRowEvents {
  /** What the person says it was; null takes it back. */
  onCorrect: (id: string, correction: Correction | null) => void;
}

interface Props {
  interaction: Interaction;
  /** What the person says of tools. */
  rules: readonly ActionRule[];
  /** Milliseconds since the epoch. */
  now: number;
  events: InteractionRowEvents;
}

/** One line; opened, it says why. */
export function InteractionRow({ interaction, rules, now, events }: Props) {
  const { id, usage, model, status, site, startedAt, verdict, correction, change, flags } =
    interaction;
  const counted = countedClass(interaction);
  const known = usage.inputTokens !== null || usage.outputTokens !== null;
  return (
    <details className="interaction" data-testid="popup-interaction" data-class={counted}>
      <summary title={i18n.t('latest.why')}>
        <span className={`swatch fill-${counted}`} aria-hidden="true" />
        <strong className="cut">
          {classText(counted)}
          {correction !== null && <span className="soft"> · {i18n.t('correction.own')}</span>}
          {status !== 'complete' && <span className="soft"> · {i18n.t(`status.${status}`)}</span>}
        </strong>
        <span className="number">
          {known ? tokensText(tokensOf(usage), usage.source === 'estimated') : ''}
        </span>
        <span className="soft cut">
          {siteName(site)} · {model ?? i18n.t('latest.noModel')}
        </span>
        <time
          className="soft number"
          dateTime={new Date(startedAt).toISOString()}
          title={fullMomentText(startedAt)}
        >
          {momentText(startedAt, now)}
        </time>
        {flags.length > 0 && <Flags flags={flags} />}
      </summary>
      <div className="interaction-more">
        <Why evidence={verdict.evidence} overruled={counted !== verdict.class} />
        {change !== null && <Changed change={change} evidence={verdict.evidence} />}
        {flags.length > 0 && <FlagNotes flags={flags} />}
        <CorrectionChoice
          interaction={interaction}
          onCorrect={(choice) => events.onCorrect(id, choice)}
        />
        <InteractionFacts interaction={interaction} rules={rules} />
      </div>
    </details>
  );
}
