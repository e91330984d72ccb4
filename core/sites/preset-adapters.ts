import { parseAdapters } from './adapter.ts';

/**
 * The adapters a company build presets, from the file that `TRUEBURN_ADAPTERS` names.
 * @throws {Error} saying what is wrong with the file, for whoever builds.
 */
export function parsePresetAdapters(text: string, file: string): object[] {
  const wrong = (what: string) => new Error(`TRUEBURN_ADAPTERS: ${file} ${what}`);
  let adapters: unknown;
  try {
    adapters = JSON.parse(text);
  } catch (error) {
    throw wrong(`is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(adapters)) throw wrong('has to hold a list of adapters: [{ "name": … }]');
  const { adapters: inOrder, problems } = parseAdapters(adapters);
  if (problems.length === 0) return inOrder;
  const list = problems.map(({ where, message }) => `\n  ${where}: ${message}`).join('');
  throw wrong(`has something else than adapters in it:${list}`);
}
