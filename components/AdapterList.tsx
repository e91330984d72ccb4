import { i18n } from '#i18n';
import type { Adapter } from '../core/sites/adapter-schema.ts';
import { siteName } from '../core/sites/site.ts';
import { wayText } from './adapter-words.ts';

interface Props {
  own: readonly Adapter[];
  company: readonly Adapter[];
  /** The one that was removed last, while it can be had back. */
  removed: Adapter | null;
  /** Whether something unsaved is being written. */
  busy: boolean;
  onEdit: (adapter: Adapter) => void;
  onRemove: (adapter: Adapter) => void;
  onUndo: (adapter: Adapter) => void;
}

export function AdapterList({ own, company, removed, busy, onEdit, onRemove, onUndo }: Props) {
  return (
    <>
      {own.length + company.length === 0 && removed === null && (
        <p className="adapters-none">{i18n.t('adapters.none')}</p>
      )}
      <ul>
        {own.map((adapter) => (
          <li key={adapter.name} className="adapter" data-testid="adapters-own">
            <Described adapter={adapter} whose={i18n.t('adapters.own')} />
            <span className="adapter-buttons">
              <button
                type="button"
                className="plain"
                aria-label={`${i18n.t('adapters.edit')}: ${adapter.name}`}
                disabled={busy}
                onClick={() => onEdit(adapter)}
              >
                {i18n.t('adapters.edit')}
              </button>
              <button
                type="button"
                className="plain"
                aria-label={`${i18n.t('adapters.remove')}: ${adapter.name}`}
                onClick={() => onRemove(adapter)}
              >
                {i18n.t('adapters.remove')}
              </button>
            </span>
          </li>
        ))}
        {company.map((adapter) => (
          <li key={adapter.name} className="adapter" data-testid="adapters-company">
            <Described adapter={adapter} whose={i18n.t('adapters.company')} />
          </li>
        ))}
      </ul>
      <output className="adapters-removed">
        {removed !== null && (
          <>
            {i18n.t('adapters.removed', [removed.name])}{' '}
            <button
              type="button"
              className="plain"
              data-testid="adapters-undo"
              ref={focusOnce}
              onClick={() => onUndo(removed)}
            >
              {i18n.t('adapters.undo')}
            </button>
          </>
        )}
      </output>
    </>
  );
}

/** One line; opened, it shows all of the adapter. */
function Described({ adapter, whose }: { adapter: Adapter; whose: string }) {
  return (
    <details>
      <summary>
        <strong>{adapter.name}</strong>
        <span className="soft">
          {siteName(adapter.site)}
          {adapter.endpoint !== undefined && <code> {adapter.endpoint}</code>}
        </span>
        <span className="soft">
          {wayText(adapter)} · {whose}
        </span>
      </summary>
      <pre>{JSON.stringify(adapter, null, 2)}</pre>
    </details>
  );
}

/** The button that was pressed is gone; what follows from it is the next thing to reach. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}
