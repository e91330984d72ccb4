/**
 * The model server and its app alone, without a browser: `node demo/serve.ts [--port N]
 * [--truth FILE]`. The app must have been built, which `node demo/build.ts` does.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ModelServer, startModelServer } from './model-server/model-server.ts';

const APP = fileURLToPath(new URL('../.output/demo-app', import.meta.url));

/** Throws where an argument is none of the above. */
export function serve(args: readonly string[]): Promise<ModelServer> {
  const { port, truth } = parseArgs({
    args: [...args],
    options: { port: { type: 'string', default: '0' }, truth: { type: 'string' } },
  }).values;
  return startModelServer(APP, Number(port), truth);
}

if (import.meta.main) console.log((await serve(process.argv.slice(2))).url);
