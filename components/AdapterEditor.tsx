import { i18n } from '#i18n';
import { useEffect, useId, useRef } from 'react';
import { type AdapterProblem, parseAdapters } from '../core/sites/adapter.ts';
import { type Adapter, SPOKEN_PROTOCOLS } from '../core/sites/adapter-schema.ts';
import './adapter-editor.css';
import { problemText } from './adapter-words.ts';

interface Props {
  text: string;
  /** The name it has until it is saved; null where it is new. */
  replaces: string | null;
  /** All others, whose names it may not have. */
  others: readonly Adapter[];
  onText: (text: string) => void;
  onSave: (adapter: Adapter) => void;
  onCancel: () => void;
}

/** An adapter as JSON, and beside it what is still to be mended. */
export function AdapterEditor({ text, replaces, others, onText, onSave, onCancel }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  // Whoever opened it wants to write.
  useEffect(() => field.current?.focus(), []);
  const { adapter, problems } = readText(text, others);
  return (
    <section className="card adapter-editor" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {replaces === null ? i18n.t('adapters.newTitle') : i18n.t('adapters.editTitle', [replaces])}
      </h2>
      <div className="adapter-editor-sides">
        <div>
          <label htmlFor={`${id}-json`}>{i18n.t('adapters.json')}</label>
          <textarea
            id={`${id}-json`}
            ref={field}
            data-testid="adapters-json"
            rows={Math.min(28, Math.max(10, text.split('\n').length + 1))}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            value={text}
            aria-invalid={problems.length > 0}
            aria-describedby={`${id}-problems`}
            onChange={(event) => onText(event.target.value)}
          />
        </div>
        <div className="adapter-editor-beside">
          <output id={`${id}-problems`} htmlFor={`${id}-json`} data-testid="adapters-problems">
            {problems.length === 0 ? (
              <p className="adapter-good">{i18n.t('adapters.good')}</p>
            ) : (
              <Problems problems={problems} />
            )}
          </output>
          <p className="soft">{i18n.t('adapters.jsonHint')}</p>
          <p className="soft">{i18n.t('adapters.protocols', [SPOKEN_PROTOCOLS.join(', ')])}</p>
        </div>
      </div>
      <p className="adapter-editor-buttons">
        <button
          type="button"
          className="primary"
          data-testid="adapters-save"
          disabled={adapter === null}
          onClick={() => adapter !== null && onSave(adapter)}
        >
          {i18n.t('adapters.save')}
        </button>
        <button type="button" data-testid="adapters-cancel" onClick={onCancel}>
          {i18n.t('adapters.cancel')}
        </button>
      </p>
    </section>
  );
}

function Problems({ problems }: { problems: readonly AdapterProblem[] }) {
  return (
    <>
      <p className="adapter-mend">
        {i18n.t('adapters.mend', problems.length, [String(problems.length)])}
      </p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.where} ${problem.expected}`}>
            {problem.where !== '' && <code>{problem.where}</code>} {problemText(problem)}
          </li>
        ))}
      </ul>
    </>
  );
}

function readText(
  text: string,
  others: readonly Adapter[],
): { adapter: Adapter | null; problems: readonly AdapterProblem[] } {
  const { adapters, problems } = parseAdapters(text);
  const [adapter = null] = adapters;
  const isList = text.trimStart().startsWith('[');
  const taken = others.some(({ name }) => name === adapter?.name);
  const expected = isList ? 'list' : taken ? 'name' : null;
  if (problems.length > 0 || expected === null) return { adapter, problems };
  const where = isList ? '' : 'name';
  return { adapter: null, problems: [{ where, expected, message: '' }] };
}
