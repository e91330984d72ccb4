/** The package as it is shipped: how large it is, and what it asks for. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const BUILDS = ['.output/chrome-mv3', '.output/firefox-mv3'] as const;

const gzipped = (files: string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);

/** The scripts a page loads, those they import included. */
function scriptsOf(build: string, page: string): string[] {
  const found = new Set<string>();
  const follow = (names: Iterable<string>) => {
    for (const name of names) {
      const file = globSync(`${build}/**/${name}`)[0];
      if (file === undefined || found.has(file)) continue;
      found.add(file);
      follow(namesIn(readFileSync(file, 'utf8')));
    }
  };
  follow(namesIn(readFileSync(`${build}/${page}`, 'utf8')));
  return [...found];
}

const namesIn = (source: string) =>
  [...source.matchAll(/([\w.-]+\.js)["'`]/g)].map((match) => match[1] ?? '');

describe.each(BUILDS)('%s', (build) => {
  it('keeps page scripts within 30 kB gzip together', () => {
    const size = gzipped(globSync(`${build}/{hook,collector}.js`));
    console.log(`${build}: page scripts ${size} bytes gzip`);
    expect(size).toBeLessThanOrEqual(30_000);
    expect(size).toBeGreaterThan(1_000);
  });

  it('keeps the popup within 130 kB gzip', () => {
    const scripts = scriptsOf(build, 'popup.html');
    expect(scripts.length).toBeGreaterThan(1);
    const size = gzipped(scripts);
    console.log(`${build}: popup ${size} bytes gzip in ${scripts.length} scripts`);
    expect(size).toBeLessThanOrEqual(130_000);
  });

  it('asks for no host at install, and for nothing it does not use', () => {
    const manifest = JSON.parse(readFileSync(`${build}/manifest.json`, 'utf8'));
    expect(manifest.manifest_version).toBe(3);
    expect(manifest.permissions.toSorted()).toEqual([
      'activeTab',
      'scripting',
      'storage',
      'unlimitedStorage',
    ]);
    expect(manifest.host_permissions ?? []).toEqual([]);
    expect(manifest.content_scripts).toBeUndefined();
    expect(manifest.incognito).toBe('not_allowed');
    expect(JSON.stringify(manifest.content_security_policy)).not.toMatch(
      /unsafe|connect-src|https?:/,
    );
  });

  it('loads no code from elsewhere and evaluates none', () => {
    for (const file of globSync(`${build}/**/*.{js,html}`)) {
      const source = readFileSync(file, 'utf8');
      expect(source, file).not.toMatch(
        /\beval\(|new Function\(|importScripts|<script[^>]+src="http/,
      );
      expect(source, file).not.toMatch(/\.innerHTML\s*=/);
    }
  });
});

it('packs into at most 500 kB', () => {
  const packages = globSync('.output/*-{chrome,firefox}.zip');
  expect(packages).toHaveLength(2);
  for (const file of packages) {
    console.log(`${file}: ${statSync(file).size} bytes`);
    expect(statSync(file).size).toBeLessThanOrEqual(500_000);
  }
});
