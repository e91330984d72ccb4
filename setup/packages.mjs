/** The project's packages, and with them a Node new enough for its tools. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { differences, filesOf, fingerprint } from './lock-file.mjs';
import { npm, withoutOwnCommands } from './npm.mjs';
import { ensureOwnNode, ownNodeIsReady } from './own-node.mjs';
import { step } from './progress.mjs';
import { addToStamp, modules, readStamp, removeStamp, root } from './project.mjs';

/** @import { LockFile } from './lock-file.mjs' */

export function packagesAreReady() {
  return readStamp().packages === wanted() && whatIsWrongWithFiles() === null && ownNodeIsReady();
}

export async function ensurePackages() {
  const reason = whyInstall();
  if (reason !== null) await install(reason);
  await ensureOwnNode();
  addToStamp({ packages: wanted() });
}

/** @param {string} reason */
async function install(reason) {
  removeStamp();
  console.log(`Installing packages: ${reason}. This takes a minute or so.`);
  // Said out loud because a person's own npm settings may say otherwise (NODE_ENV=production does).
  const settings = ['--include=dev', '--include=optional', '--install-strategy=hoisted'];
  // Warnings would bury an error: on Node 20, each package that wants a newer one gives five lines.
  const calm = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { command, args, shell } = npm(['ci', ...settings, ...calm]);
  await step('packages', command, args, { cwd: root, shell, env: withoutOwnCommands() });
}

/** @returns {string | null} */
function whyInstall() {
  if (!existsSync(modules)) return 'none are here yet';
  const wrong = whatIsWrongWithFiles();
  if (wrong !== null) return wrong;
  if (readStamp().packages === wanted()) return null;
  // Whoever ran `npm install` or changed branches and back has what is asked for already.
  const [first, ...more] = differences(asked(), installed() ?? { packages: {} });
  if (first === undefined) return null;
  return `${first} is not what package-lock.json asks for${more.length > 0 ? `, nor are ${more.length} more` : ''}`;
}

/**
 * npm lists what it installed once it is through, so a missing list is an install that was stopped.
 * Looking at one file of each package takes a few milliseconds for 500 of them.
 */
function whatIsWrongWithFiles() {
  const there = installed();
  if (there === null) return 'the last install did not finish';
  const bad = filesOf(there, process.platform).find((file) => !hasContent(join(root, file)));
  return bad === undefined ? null : `${bad} is missing or empty`;
}

/** @param {string} file */
function hasContent(file) {
  try {
    return statSync(file).size > 0;
  } catch {
    return false;
  }
}

function wanted() {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  return fingerprint(text, (input) => createHash('sha256').update(input).digest('hex'));
}

/** @returns {LockFile} */
function asked() {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
}

/** @returns {LockFile | null} */
function installed() {
  try {
    return JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  } catch {
    return null;
  }
}
