import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseYAML } from 'confbox';
import { EvidenceId } from '../../core/provenance/verdict.ts';
import { HealthReason } from '../../core/health.ts';

type Messages = { [key: string]: string | Messages };

const read = (language: string): Messages =>
  parseYAML(readFileSync(`locales/${language}.yml`, 'utf8'));
const english = read('en');
const german = read('de');

/** `a.b` for every message; plural forms count as one. */
function keysOf(messages: Messages, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([key, message]) =>
    typeof message === 'string' || 'n' in message
      ? [prefix + key]
      : keysOf(message, `${prefix}${key}.`),
  );
}

/** The places a message leaves for names and figures. */
function placesOf(messages: Messages): string[] {
  return [...JSON.stringify(messages).matchAll(/\$\d/g)].map(([place]) => place);
}

const source = globSync('{components,entrypoints}/**/*.{ts,tsx}')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('the words', () => {
  it('are the same in every language, with the same places for figures', () => {
    expect(keysOf(german)).toEqual(keysOf(english));
    expect(placesOf(german)).toEqual(placesOf(english));
  });

  it('are all used, apart from those the manifest names', () => {
    const unused = keysOf(english).filter((key) => {
      if (key.startsWith('extension')) return false;
      // A name put together from a group and one of its members is checked by its type.
      const group = key.slice(0, key.lastIndexOf('.'));
      return !source.includes(`'${key}'`) && !source.includes(`\`${group}.\${`);
    });
    expect(unused).toEqual([]);
  });

  it('exist for every evidence line and every health reason', () => {
    const camel = (name: string) =>
      name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const keys = keysOf(english);
    expect(keys).toEqual(
      expect.arrayContaining(EvidenceId.options.map((id) => `evidence.${camel(id)}`)),
    );
    expect(keys).toEqual(
      expect.arrayContaining(
        HealthReason.options.flatMap((reason) => [
          `health.${camel(reason)}`,
          `healthAdvice.${camel(reason)}`,
        ]),
      ),
    );
  });

  it('never accuse', () => {
    for (const messages of [english, german]) {
      expect(JSON.stringify(messages)).not.toMatch(
        /fake|cheat|padding|fraud|betrug|schummel|gefälscht/i,
      );
    }
  });

  it('stand in the locale files and nowhere else', () => {
    // Text between tags, or in attributes that people read.
    const written = [
      ...source.matchAll(/>\s*([A-Za-zÄÖÜäöüß][^<>{}=;()]*?)\s*<\//g),
      ...source.matchAll(/\b(?:title|alt|placeholder|aria-label)="([^"]+)"/g),
    ].map((match) => match[1]);
    expect(written.filter((text) => text !== 'Trueburn')).toEqual([]);
  });
});
