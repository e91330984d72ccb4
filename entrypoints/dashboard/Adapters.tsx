import { useEffect, useState } from 'react';
import { AdaptersView } from '../../components/AdaptersView.tsx';
import { parseAdapters } from '../../core/sites/adapter.ts';
import type { Adapter } from '../../core/sites/adapter-schema.ts';
import type { Sighting } from '../../core/sites/sighting.ts';
import {
  companyAdapters,
  ownAdapters,
  watchAdapters,
  writeOwnAdapters,
} from '../../platform/adapters.ts';
import { watchSightings } from '../../platform/sightings.ts';

/** Sightings held while a site is tried; the oldest go first. */
const MAX_SIGHTINGS = 100;

/** What is known of apps, and how it does. `sites`: patterns of the watched ones. */
export function Adapters({ sites }: { sites: readonly string[] }) {
  const [own, setOwn] = useState<readonly Adapter[]>([]);
  const [company, setCompany] = useState<readonly Adapter[]>([]);
  const [site, setSite] = useState<string | null>(null);
  const sightings = useSightings(site);

  useEffect(() => {
    const read = async () => {
      setOwn(parseAdapters(await ownAdapters()).adapters);
      setCompany(parseAdapters(await companyAdapters()).adapters);
    };
    void read();
    return watchAdapters(() => void read());
  }, []);

  const onSave = (adapter: Adapter, replaces: string | null) => {
    const others = own.filter(({ name }) => name !== replaces && name !== adapter.name);
    void writeOwnAdapters([...others, adapter]);
  };
  const onRemove = ({ name }: Adapter) => {
    void writeOwnAdapters(own.filter((adapter) => adapter.name !== name));
  };

  return (
    <AdaptersView
      own={own}
      company={company}
      sites={sites}
      site={site}
      sightings={sightings}
      events={{ onSave, onRemove, onTry: setSite }}
    />
  );
}

/** Each exchange of the site once, as it was last told. */
function useSightings(site: string | null): readonly Sighting[] {
  const [seen, setSeen] = useState({ site, sightings: new Map<string, Sighting>() });
  useEffect(() => {
    if (site === null) return undefined;
    return watchSightings(site, (sighting) => {
      setSeen((before) => {
        const known = before.site === site ? [...before.sightings] : [];
        const sightings = new Map(
          [...known, [sighting.id, sighting] as const].slice(-MAX_SIGHTINGS),
        );
        return { site, sightings };
      });
    });
  }, [site]);
  return seen.site === site ? [...seen.sightings.values()] : [];
}
