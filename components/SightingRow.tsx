import { i18n } from '#i18n';
import type { Sighting } from '../core/sites/sighting.ts';
import { outcomeText } from './adapter-words.ts';
import './sighting-row.css';
import { clockText, fullMomentText } from './words.ts';

interface Props {
  sighting: Sighting;
  /** Whether something unsaved is being written. */
  busy: boolean;
  onStart: () => void;
}

/** One exchange on a line; opened, it shows the names of its fields. */
export function SightingRow({ sighting, busy, onStart }: Props) {
  const { at, method, path, transport, status, contentType, outcome } = sighting;
  return (
    <details className="sighting" data-testid="try-sighting" data-outcome={outcome.kind}>
      <summary title={i18n.t('tryIt.fields')}>
        <span className={`sighting-dot sighting-${outcome.kind}`} aria-hidden="true" />
        <code>
          <b>{method}</b> {path}
        </code>
        <time
          className="soft number"
          dateTime={new Date(at).toISOString()}
          title={fullMomentText(at)}
        >
          {clockText(at)}
        </time>
        <span className="sighting-outcome">{outcomeText(outcome)}</span>
        <span className="sighting-how soft number">
          {[transport, status ?? i18n.t('tryIt.noStatus'), contentType]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </summary>
      <div className="sighting-more">
        <Outline title={i18n.t('tryIt.request')} fields={sighting.requestOutline} />
        <Outline title={i18n.t('tryIt.answer')} fields={sighting.answerOutline} />
        <p>
          <button type="button" data-testid="try-start" disabled={busy} onClick={onStart}>
            {i18n.t('tryIt.start')}
          </button>
          {busy && <span className="soft"> {i18n.t('adapters.busy')}</span>}
        </p>
      </div>
    </details>
  );
}

function Outline({ title, fields }: { title: string; fields: readonly string[] }) {
  return (
    <div className="sighting-outline">
      <h3>{title}</h3>
      {fields.length === 0 && <p className="soft">{i18n.t('tryIt.noFields')}</p>}
      <ul>
        {fields.map((field) => (
          <li key={field}>
            <code>{field}</code>
            {field === '$' && <span className="soft"> {i18n.t('tryIt.whole')}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
