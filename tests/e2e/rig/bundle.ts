/** One of our modules as a plain script, for pages that have no extension in them. */
import { build } from 'vite';

export interface Bundle {
  script: string;
  styles: string;
}

/** What the module exports stands in the page under `name`. */
export async function bundle(entry: string, name: string): Promise<Bundle> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    // Tests run in a mode of their own, in which React's own tools would be expected.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: {
      alias: { '#i18n': new URL('../../../.wxt/i18n/index.ts', import.meta.url).pathname },
    },
    build: { write: false, lib: { entry, name, formats: ['iife'] } },
  });
  const parts = [built].flat().flatMap((made) => ('output' in made ? made.output : []));
  return {
    script: parts.flatMap((part) => (part.type === 'chunk' ? part.code : [])).join('\n'),
    styles: parts
      .flatMap((part) => (part.type === 'asset' ? part.source.toString() : []))
      .join('\n'),
  };
}
