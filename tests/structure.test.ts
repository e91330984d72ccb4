/** The layers, as the imports in the files say them. The linter says the same while one writes. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOMS = [
  'core',
  'capture',
  'platform',
  'components',
  'entrypoints',
  'demo',
  'compat',
] as const;
type Room = (typeof ROOMS)[number];

/** What a room may know of the others. */
const KNOWS: Record<Room, readonly Room[]> = {
  core: [],
  capture: ['core'],
  platform: ['core'],
  components: ['core'],
  entrypoints: ['core', 'capture', 'platform', 'components'],
  demo: ['core'],
  compat: ['core', 'demo'],
};

/** Packages that touch a browser, a database or a screen, and the rooms that may have them. */
const PACKAGES: readonly [pattern: RegExp, rooms: readonly Room[]][] = [
  [/^wxt(\/|$)/, ['platform', 'entrypoints', 'demo']],
  [/^dexie/, ['platform']],
  [/^react/, ['components', 'entrypoints', 'platform', 'demo']],
  [/^node:/, ['demo', 'compat']],
];

const files = globSync(`{${ROOMS.join(',')}}/**/*.{ts,tsx}`).map((file) => ({
  file: file.replaceAll('\\', '/'),
  // Comments may name what code may not use.
  source: readFileSync(file, 'utf8').replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''),
}));

function importsOf(source: string): string[] {
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

function roomOf(file: string): Room {
  const room = ROOMS.find((name) => file.startsWith(`${name}/`));
  if (room === undefined) throw new Error(`${file} is in no room`);
  return room;
}

describe('the structure', () => {
  it('has files in every room', () => {
    for (const room of ROOMS) expect(files.some(({ file }) => roomOf(file) === room)).toBe(true);
  });

  it('lets imports go in one direction only', () => {
    const wrong = files.flatMap(({ file, source }) =>
      importsOf(source)
        .filter((target) => target.startsWith('.'))
        .map((target) => normalize(join(dirname(file), target)).replaceAll('\\', '/'))
        .filter((target) => {
          const there = ROOMS.find((room) => target.startsWith(`${room}/`));
          const here = roomOf(file);
          return there !== undefined && there !== here && !KNOWS[here].includes(there);
        })
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps each package in the rooms that may touch what it touches', () => {
    const wrong = files.flatMap(({ file, source }) =>
      importsOf(source)
        .filter((target) =>
          PACKAGES.some(
            ([pattern, rooms]) => pattern.test(target) && !rooms.includes(roomOf(file)),
          ),
        )
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps core free of clock, chance and browser', () => {
    const impure =
      /\b(Date\.now|new Date\(\)|Math\.random|performance\.|crypto\.|window\.|document\.)/;
    const wrong = files.filter(
      ({ file, source }) => roomOf(file) === 'core' && impure.test(source),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('asks the browser’s extension API only in platform', () => {
    // The demo drives a browser from outside.
    const asking = new Set<Room>(['platform', 'demo']);
    const api = /\b(browser|chrome)\.(runtime|storage|tabs|permissions|scripting|i18n|action)\b/;
    const wrong = files.filter(({ file, source }) => !asking.has(roomOf(file)) && api.test(source));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('has no room for odds and ends', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\/|\.)/;
    expect(files.map(({ file }) => file).filter((file) => drawers.test(file))).toEqual([]);
  });
});
