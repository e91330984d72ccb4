import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFieldPath, valueAt, valuesAt } from '../../../core/sites/field-path.ts';

describe('a dotted path', () => {
  const data = { a: [{ b: 1 }, { b: 2, c: 'x' }, 7, null], 'odd-name_$': { d: false }, e: null };

  it('leads through objects and lists, and by a star to all of them', () => {
    expect(valuesAt(data, 'a.*.b')).toEqual([1, 2]);
    expect(valuesAt(data, 'a.1.c')).toEqual(['x']);
    expect(valuesAt(data, 'odd-name_$.d')).toEqual([false]);
    expect(valuesAt(data, '*.d')).toEqual([false]);
    expect(valuesAt(data, 'e')).toEqual([null]);
    expect(valueAt(data, 'a.*.b')).toBe(1);
  });

  it('leads to the whole by a dollar', () => {
    expect(valuesAt('text', '$')).toEqual(['text']);
    expect(valuesAt(data, '$.a.0.b')).toEqual([1]);
  });

  it('leads nowhere quietly, and never to what an object inherits', () => {
    for (const path of ['x', 'a.9', 'a.b', 'e.f', 'a.*.b.c', 'constructor', 'a.__proto__']) {
      expect(valuesAt(data, path)).toEqual([]);
    }
    expect(valueAt(data, undefined)).toBeUndefined();
  });

  it('is taken only if it is short, shallow and plain', () => {
    for (const path of ['a', 'a.*.b', '*', '$', 'choices.0.delta.content', 'x-y_z']) {
      expect(isFieldPath(path)).toBe(true);
    }
    const long = ['', '.', 'a.', '.a', 'a..b', 'a b', 'a**', '(x+)+', 'ä', 'a'.repeat(61)];
    for (const path of [...long, 'a.'.repeat(12) + 'a', `${'a'.repeat(59)}.`.repeat(2) + 'a']) {
      expect(isFieldPath(path)).toBe(false);
    }
  });

  it('never throws, and finds what a path made of a value’s own keys leads to', () => {
    const place = fc.array(fc.constantFrom('a', 'b', '0', '*', 'c'), { minLength: 1 });
    fc.assert(
      fc.property(fc.jsonValue(), place, (value, segments) => {
        valuesAt(value, segments.join('.'));
      }),
    );
    const keys = fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(keys, fc.jsonValue(), (segments, leaf) => {
        const nested = segments.reduceRight<unknown>((inner, key) => ({ [key]: inner }), leaf);
        expect(valuesAt(nested, segments.join('.'))).toEqual([leaf]);
        expect(valuesAt(nested, segments.map(() => '*').join('.'))).toEqual([leaf]);
      }),
    );
  });

  it('looks at no more than so much, however many stars', () => {
    const wide = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => [1, 2, 3]));
    expect(valuesAt(wide, '*.*.*').length).toBeLessThanOrEqual(5_000);
  });
});
