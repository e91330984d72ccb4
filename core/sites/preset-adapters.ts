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
  return adapters.map((adapter: unknown, index) => {
    if (typeof adapter === 'object' && adapter !== null && !Array.isArray(adapter)) return adapter;
    throw wrong(`has something else than an adapter in place ${index + 1}`);
  });
}
