/** The adapters' view by itself, over adapters and sightings the test gives it. */
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { AdaptersView } from '../../../components/AdaptersView.tsx';
import '../../../components/tokens.css';
import type { Adapter } from '../../../core/sites/adapter-schema.ts';
import type { Sighting } from '../../../core/sites/sighting.ts';

export interface Shown {
  own: readonly Adapter[];
  company: readonly Adapter[];
  sites: readonly string[];
  site: string | null;
  sightings: readonly Sighting[];
}

declare global {
  interface Window {
    /** What this file exports, in the page. */
    adaptersPage: { show: typeof show };
  }
}

function Page({ shown }: { shown: Shown }) {
  const [own, setOwn] = useState(shown.own);
  const [site, setSite] = useState(shown.site);
  const without = (name: string | null) => own.filter((adapter) => adapter.name !== name);
  return (
    <main style={{ maxWidth: 1080, margin: '0 auto', padding: 20 }}>
      <h1 className="hidden">Trueburn</h1>
      <AdaptersView
        {...shown}
        own={own}
        site={site}
        sightings={site === null ? [] : shown.sightings}
        events={{
          onSave: (adapter, replaces) => setOwn([...without(replaces), adapter]),
          onRemove: ({ name }) => setOwn(without(name)),
          onTry: setSite,
        }}
      />
    </main>
  );
}

export function show(shown: Shown): void {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  createRoot(root).render(
    <StrictMode>
      <Page shown={shown} />
    </StrictMode>,
  );
}
