import { i18n } from '#i18n';
import { useEffect, useRef, useState } from 'react';
import type { Adapter } from '../core/sites/adapter-schema.ts';
import { draftAdapter } from '../core/sites/adapter-draft.ts';
import type { Sighting } from '../core/sites/sighting.ts';
import { siteName } from '../core/sites/site.ts';
import { AdapterEditor } from './AdapterEditor.tsx';
import { AdapterList } from './AdapterList.tsx';
import './adapters-view.css';
import { TryIt } from './TryIt.tsx';

interface AdaptersEvents {
  /** `replaces`: the name of the one that was edited; null for a new one, also one that is undone. */
  onSave: (adapter: Adapter, replaces: string | null) => void;
  onRemove: (adapter: Adapter) => void;
  /** The site to look at; null: none. */
  onTry: (site: string | null) => void;
}

interface Props {
  /** What the person wrote. */
  own: readonly Adapter[];
  /** What the company's build or policy brought; read-only. */
  company: readonly Adapter[];
  /** Patterns of the watched sites. */
  sites: readonly string[];
  /** The pattern of the site that is looked at. */
  site: string | null;
  /** What was seen there since it was chosen, in any order. */
  sightings: readonly Sighting[];
  events: AdaptersEvents;
}

/** What is being written; `replaces` as in `onSave`. */
interface Draft {
  text: string;
  /** What it began as: until it is changed, nothing is lost by beginning another. */
  began: string;
  replaces: string | null;
}

/** Where adapters are listed, written and tried. */
export function AdaptersView({ own, company, sites, site, sightings, events }: Props) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [removed, setRemoved] = useState<Adapter | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const goBack = useRef(false);
  const others = [...company, ...own.filter(({ name }) => name !== draft?.replaces)];
  const busy = draft !== null && draft.text !== draft.began;
  const write = (adapter: object, replaces: string | null) => {
    setRemoved(null);
    const text = JSON.stringify(adapter, null, 2);
    setDraft({ text, began: text, replaces });
  };
  const close = () => {
    setDraft(null);
    goBack.current = true;
  };
  // The button is pressable again only once the editor has gone.
  useEffect(() => {
    if (draft === null && goBack.current) add.current?.focus();
    goBack.current = false;
  }, [draft]);

  return (
    <div className="adapters">
      <section className="card adapters-list" aria-labelledby="adapters-title">
        <h2 id="adapters-title">{i18n.t('adapters.title')}</h2>
        <p className="soft">{i18n.t('adapters.hint')}</p>
        <AdapterList
          own={own}
          company={company}
          removed={removed}
          busy={busy}
          onEdit={(adapter) => write(adapter, adapter.name)}
          onRemove={(adapter) => {
            setRemoved(adapter);
            if (draft?.replaces === adapter.name) setDraft(null);
            events.onRemove(adapter);
          }}
          onUndo={(adapter) => {
            setRemoved(null);
            events.onSave(adapter, null);
            add.current?.focus();
          }}
        />
        <button
          type="button"
          ref={add}
          data-testid="adapters-add"
          disabled={draft !== null}
          onClick={() => write(blankAdapter(site), null)}
        >
          {i18n.t('adapters.add')}
        </button>
      </section>
      {draft !== null && (
        <AdapterEditor
          key={draft.began}
          text={draft.text}
          replaces={draft.replaces}
          others={others}
          onText={(text) => setDraft({ ...draft, text })}
          onSave={(adapter) => {
            events.onSave(adapter, draft.replaces);
            close();
          }}
          onCancel={close}
        />
      )}
      <TryIt
        sites={sites}
        site={site}
        sightings={sightings}
        busy={busy}
        onTry={events.onTry}
        onStart={(sighting) => {
          if (site !== null) {
            write(draftAdapter(sighting, originOf(site), freeName(siteName(site), others)), null);
          }
        }}
      />
    </div>
  );
}

function originOf(pattern: string): string {
  return pattern.replace(/\/\*$/, '').replace('*.', '');
}

/** Something to begin with; what it lacks is said beside it. */
function blankAdapter(site: string | null): object {
  return {
    name: '',
    site: site === null ? '' : originOf(site),
    endpoint: '/',
    protocol: 'openai-chat',
  };
}

function freeName(wanted: string, others: readonly Adapter[]): string {
  const taken = new Set(others.map(({ name }) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted} ${count}`;
  return name;
}
