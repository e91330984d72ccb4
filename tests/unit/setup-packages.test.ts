import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { differences, filesOf, fingerprint } from '../../setup/lock-file.mjs';
import { withoutFolder } from '../../setup/npm.mjs';
import { isAtLeast } from '../../setup/version.mjs';

const asked = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a', bin: { a: 'cli.js' } },
    'node_modules/a/node_modules/b': { version: '2.0.0', bin: { b: 'cli.js' } },
    'node_modules/for-another-system': { version: '1.0.0', optional: true },
  },
};
const { '': _root, 'node_modules/for-another-system': _optional, ...there } = asked.packages;

describe('what is installed against what was asked for', () => {
  test('the same packages are no difference, whatever optional ones are absent', () => {
    expect(differences(asked, { packages: there })).toEqual([]);
  });

  test('another version, another integrity, one too few and one too many are', () => {
    const { 'node_modules/a/node_modules/b': _b, ...fewer } = there;
    const other = { version: '1.0.0', integrity: 'sha512-x' };
    const installed = { packages: { ...fewer, 'node_modules/a': other, 'node_modules/c': {} } };
    expect(differences(asked, installed)).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
    ]);
  });

  test('the files looked at are one of each package and the commands of those at the top', () => {
    expect(filesOf({ packages: there }, 'linux')).toEqual([
      'node_modules/a/package.json',
      'node_modules/.bin/a',
      'node_modules/a/node_modules/b/package.json',
    ]);
    expect(filesOf({ packages: there }, 'win32')).toContain('node_modules/.bin/a.cmd');
  });

  test('the fingerprint follows the lock file', () => {
    const keep = (text: string) => text;
    expect(fingerprint('one', keep)).not.toBe(fingerprint('two', keep));
    expect(fingerprint('one', keep)).toContain(process.platform);
  });
});

test.each([
  ['v24.21.0', true],
  ['22.12.0', true],
  ['v22.11.9', false],
  ['20.20.2', false],
  ['v100.0.0', true],
  ['', false],
  ['not a version', false],
])('%s is new enough for the tools: %s', (version, enough) => {
  expect(isAtLeast(version, [22, 12])).toBe(enough);
});

test('the commands of the packages being replaced are taken off the PATH, and nothing else', () => {
  const path = ['/a', '/project/node_modules/.bin', '/b'].join(delimiter);
  expect(withoutFolder(path, '/project/node_modules/.bin/')).toBe(['/a', '/b'].join(delimiter));
});
