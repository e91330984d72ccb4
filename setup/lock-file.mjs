/** Reads npm's lock files: what was asked for, what is there. Pure. */

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {Record<string, string>} [bin]
 *
 * @typedef {object} LockFile
 * @property {Record<string, LockedPackage>} packages
 */

/**
 * Binaries differ by platform: a folder carried to another machine, or shared with one, is not ready.
 * @param {string} text
 * @param {(input: string) => string} hash
 */
export function fingerprint(text, hash) {
  return hash(`${process.platform} ${process.arch}\n${text}`);
}

/**
 * The packages, by folder, in which an install differs from what was asked for. Optional ones may be
 * absent: most are for other systems.
 * @param {LockFile} asked
 * @param {LockFile} installed
 */
export function differences(asked, installed) {
  const folders = new Set([...Object.keys(asked.packages), ...Object.keys(installed.packages)]);
  folders.delete('');
  return [...folders].filter((folder) => {
    const want = asked.packages[folder];
    const have = installed.packages[folder];
    if (have === undefined) return !(want?.optional || want?.devOptional);
    return want?.version !== have.version || want?.integrity !== have.integrity || !want;
  });
}

/**
 * One file of each installed package, and the commands that npm links into `.bin`.
 * @param {LockFile} installed
 * @param {NodeJS.Platform} platform
 */
export function filesOf(installed, platform) {
  return Object.entries(installed.packages).flatMap(([folder, { bin = {} }]) => {
    const topLevel = folder.lastIndexOf('node_modules/') === 0;
    // Node's own has its own check, and its own cure.
    const commands = topLevel && folder !== 'node_modules/node' ? Object.keys(bin) : [];
    const suffix = platform === 'win32' ? '.cmd' : '';
    return [
      `${folder}/package.json`,
      ...commands.map((command) => `node_modules/.bin/${command}${suffix}`),
    ];
  });
}
