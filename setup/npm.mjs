/** How to call npm. */
import { basename, delimiter, resolve } from 'node:path';
import { modules } from './project.mjs';

/** @param {string[]} args */
export function npm(args) {
  const { npm_execpath: cli = '' } = process.env;
  // The npm that was asked for, run by this very Node: neither has to be on the PATH.
  if (basename(cli) === 'npm-cli.js' && !process.execPath.startsWith(modules)) {
    return { command: process.execPath, args: [cli, ...args], shell: false };
  }
  return process.platform === 'win32'
    ? { command: 'npm.cmd', args, shell: true }
    : { command: 'npm', args, shell: false };
}

/** This environment, without the commands of the very packages that are being replaced. */
export function withoutOwnCommands() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: withoutFolder(process.env[name] ?? '', `${modules}/.bin`) };
}

/**
 * @param {string} path folders, as in PATH
 * @param {string} unwanted
 */
export function withoutFolder(path, unwanted) {
  return path
    .split(delimiter)
    .filter((folder) => folder === '' || resolve(folder) !== resolve(unwanted))
    .join(delimiter);
}
