/** Builds what the demo shows: its app, and the extension with the demo's host preset. */
import { fileURLToPath } from 'node:url';
import { build as buildApp } from 'vite';
import { build as buildExtension } from 'wxt';

const silent = () => {};

/** Warnings and errors only. */
const QUIET = {
  debug: silent,
  log: silent,
  info: silent,
  success: silent,
  warn: console.warn,
  error: console.error,
  fatal: console.error,
  level: 1,
};

const root = fileURLToPath(new URL('..', import.meta.url));

export async function buildDemoApp(): Promise<void> {
  const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
  await buildApp({ configFile, logLevel: 'error' });
}

/**
 * Builds the extension as a company would, with these sites preset, and the adapters of a file
 * where one is named. Resolves to its folder.
 */
export async function buildPreset(
  sites: string,
  folder: string,
  browser: 'chrome' | 'firefox' = 'chrome',
  adaptersFile = '',
): Promise<string> {
  process.env['TRUEBURN_SITES'] = sites;
  process.env['TRUEBURN_ADAPTERS'] = adaptersFile;
  try {
    await buildExtension({ root, browser, outDir: `.output/${folder}`, logger: QUIET });
  } finally {
    delete process.env['TRUEBURN_SITES'];
    delete process.env['TRUEBURN_ADAPTERS'];
  }
  return fileURLToPath(new URL(`../.output/${folder}/${browser}-mv3`, import.meta.url));
}

if (import.meta.main) {
  await buildDemoApp();
  await buildPreset('http://127.0.0.1/*', 'demo/extension');
}
