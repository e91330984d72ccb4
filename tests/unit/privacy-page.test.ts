/** The privacy page and the schemas have to say the same, field by field. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HealthEntry } from '../../core/health.ts';
import { Interaction } from '../../core/interaction.ts';
import { Rollup } from '../../core/rollup.ts';
import { UnderWay } from '../../core/under-way.ts';
import { steps } from '../../platform/ledger/steps/all.ts';

const page = readFileSync('docs/privacy.md', 'utf8');

/** What stands in the tables whose rows are ours alone, and under which heading. */
const HEADINGS = {
  streams: 'Streams',
  sketches: 'Sketches',
  awaited: 'Waiting to be read',
  aliases: 'Other tabs’ names',
  corrections: 'Corrections',
  leanings: 'What they taught',
};
const newest: { rows: Record<string, object[]> } = JSON.parse(
  readFileSync(`tests/fixtures/ledger/version-${steps.length}.json`, 'utf8'),
);

/** The first column of the table under a heading. */
function fieldsUnder(heading: string): string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([\w.]+)` +\|/gm)].map((match) => match[1] ?? '').toSorted();
}

interface Definition {
  type: string;
  shape?: Record<string, Schema>;
  element?: Schema;
  innerType?: Schema;
  options?: Schema[];
}
interface Schema {
  _zod: { def: Definition };
}

/** Every field of a schema, `a.b` for those within others. */
function fieldsOf(schema: Schema, path = ''): string[] {
  const { shape, element, innerType } = schema._zod.def;
  const inner = element ?? innerType;
  if (inner !== undefined) return fieldsOf(inner, path);
  if (shape === undefined) return [path];
  return Object.entries(shape).flatMap(([name, field]) =>
    fieldsOf(field, path === '' ? name : `${path}.${name}`),
  );
}

describe('the privacy page', () => {
  it.each([
    ['Interactions', Interaction],
    ['Roll-ups', Rollup],
    ['Health', HealthEntry],
  ])('lists the fields of %s, all of them and no others', (heading, schema) => {
    const fields = fieldsOf(schema as unknown as Schema).toSorted();
    expect(fields.length).toBeGreaterThan(5);
    expect(fieldsUnder(heading)).toEqual(fields);
  });

  it('lists what is kept of calls under way', () => {
    expect(fieldsUnder('Under way')).toEqual(Object.keys(UnderWay.shape).toSorted());
  });

  it('speaks of every table there is', () => {
    expect(Object.keys(steps.at(-1)?.stores ?? {}).toSorted()).toEqual(
      ['health', 'interactions', 'rollups', 'underWay', ...Object.keys(HEADINGS)].toSorted(),
    );
  });

  it.each(Object.entries(HEADINGS))('lists the fields of what is kept in %s', (table, heading) => {
    const rows = newest.rows[table] ?? [];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(fieldsUnder(heading));
  });

  it('lists everything that is kept beside the tables', () => {
    const source = globSync('platform/*.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const keys = [...source.matchAll(/^const (?:\w+_)?KEY = '(\w+)'/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(keys.length).toBeGreaterThan(0);
    expect(fieldsUnder('Beside them')).toEqual(keys.toSorted());
  });
});
