/**
 * What the laboratory presses the operating system's keys with, on a screen that nobody sees, and
 * Selenium's driver: found, or installed where that can be done.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages, mayInstall, readPackageLists } from './apt.mjs';
import { SetupError } from './setup-error.mjs';

/** Debian's packages, by program, or by module of Python. */
const PACKAGES = {
  Xvfb: 'xvfb',
  chromedriver: 'chromium-driver',
  pynput: 'python3-pynput',
  xdotool: 'xdotool',
  xmacroplay: 'xmacro',
  xte: 'xautomation',
};

export function desktopIsReady() {
  return missing().length === 0;
}

export async function ensureDesktop() {
  const wanted = missing();
  if (wanted.length === 0) return;
  if (mayInstall()) {
    await readPackageLists();
    await installPackages(
      wanted.join(', '),
      wanted.map((program) => PACKAGES[program]),
    );
  }
  const still = missing();
  if (still.length === 0) return;
  throw new SetupError(
    `The laboratory presses keys of the operating system on a screen of its own. It needs Linux and\n` +
      `${still.join(', ')} (on Debian the packages ${still.map((program) => PACKAGES[program]).join(', ')}).\n` +
      'Then run the same command again; it goes on from here.',
  );
}

function missing() {
  const programs = /** @type {(keyof typeof PACKAGES)[]} */ (Object.keys(PACKAGES));
  return programs.filter(
    (program) => !(program === 'pynput' ? isImportable(program) : isHere(program)),
  );
}

/** Whether the Python that Debian packages are for has that module. @param {string} module */
function isImportable(module) {
  const look = `import importlib.util, sys; sys.exit(importlib.util.find_spec('${module}') is None)`;
  return spawnSync('/usr/bin/python3', ['-c', look]).status === 0;
}

/** @param {string} program */
function isHere(program) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
