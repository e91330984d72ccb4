import { describe, expect, test } from 'vitest';
import { adviceFor } from '../../setup/advice.mjs';
import { isSnapStub } from '../../setup/apt-records.mjs';
import { CHROMIUMS, FIREFOXES, placesOf, recognise } from '../../setup/known-browsers.mjs';

const chrome = CHROMIUMS.find(({ name }) => name === 'Chrome') ?? expect.fail();

describe('where a browser may be', () => {
  test('Linux: the PATH in its order, then where packages put it', () => {
    expect(placesOf(chrome, 'linux', { PATH: '/mine:/usr/bin' })).toEqual([
      '/mine/google-chrome-stable',
      '/usr/bin/google-chrome-stable',
      '/mine/google-chrome',
      '/usr/bin/google-chrome',
      '/opt/google/chrome/chrome',
    ]);
  });

  test('macOS: both Applications folders', () => {
    const binary = 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const places = placesOf(chrome, 'darwin', { HOME: '/Users/kim', PATH: '' });
    expect(places).toEqual([`/${binary}`, `/Users/kim/${binary}`]);
  });

  test('Windows: the programs folders that there are', () => {
    const env = { ProgramFiles: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\kim\\Local' };
    expect(placesOf(chrome, 'win32', env)).toEqual([
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Users\\kim\\Local\\Google\\Chrome\\Application\\chrome.exe',
    ]);
  });
});

test.each([
  ['Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)', 'Chromium', false],
  ['Google Chrome 140.0.7339.80', 'Chrome', true],
  ['Google Chrome for Testing 140.0.7339.80', 'Chrome for Testing', false],
  ['Microsoft Edge 140.0.3485.54', 'Edge', true],
  ['Brave Browser 140.1.82.166', 'Brave', true],
])('"%s" is %s', (version, name, branded) => {
  expect(recognise(CHROMIUMS, version)).toMatchObject({ name, branded });
});

test.each([
  ['Mozilla Firefox 153.7.0esr', 'Firefox ESR'],
  ['Mozilla Firefox 150.0', 'Firefox'],
])('"%s" is %s', (version, name) => {
  expect(recognise(FIREFOXES, version)).toMatchObject({ name });
});

describe('what apt offers', () => {
  test.each([
    'Package: firefox\nVersion: 1:1snap1-0ubuntu5\nPre-Depends: debconf, snapd (>= 2.54)\n',
    'Package: chromium-browser\nVersion: 1:85.0.4183.83-0ubuntu2\nPre-Depends: debconf, snapd\n',
    'Package: x\nVersion: 1\nDescription-en: Transitional package - x -> x snap\n',
  ])('a stub that only points to a snap is told from a browser: %j', (record) => {
    expect(isSnapStub(record)).toBe(true);
  });

  test('a browser is taken for one, though it talks of snaps', () => {
    const record =
      'Package: chromium\nVersion: 156.0.8078.79-1~deb12u1\nDepends: libc6, libsnappy1v5\n' +
      'Description: web browser, also as a snap\n';
    expect(isSnapStub(record)).toBe(false);
  });
});

describe('advice where a browser is missing', () => {
  const chromium = {
    id: 'chromium' as const,
    name: 'Chromium',
    others: 'Chromium, Chrome, Edge or Brave',
    variable: 'TRUEBURN_CHROMIUM',
  };
  const firefox = {
    id: 'firefox' as const,
    name: 'Firefox',
    others: 'Firefox',
    variable: 'TRUEBURN_FIREFOX',
  };

  test.each([
    ['linux', 'ID=debian\n', true, 'apt-get install chromium'],
    ['linux', 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', true, 'snap install chromium'],
    ['linux', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', true, 'apt-get install chromium'],
    ['linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', false, 'dnf install chromium'],
    ['linux', 'ID=arch\n', false, 'pacman -S chromium'],
    ['linux', '', false, 'google.com/chrome'],
    ['darwin', '', false, 'brew install'],
    ['win32', '', false, 'winget install Google.Chrome'],
    ['freebsd', '', false, 'google.com/chrome'],
  ] as const)('%s %j (apt: %s): %s', (platform, os, apt, how) => {
    expect(adviceFor([chromium], { platform, os, apt })).toContain(how);
  });

  test('two that are missing are named in one message, each with its variable', () => {
    const advice = adviceFor([chromium, firefox], {
      platform: 'linux',
      os: 'ID=debian',
      apt: true,
    });
    expect(advice).toContain('firefox-esr');
    expect(advice).toContain('TRUEBURN_CHROMIUM');
    expect(advice).toContain('TRUEBURN_FIREFOX');
  });
});
