import { browsersAreReady, ensureBrowsers } from './ensure-browsers.mjs';
import { withLock } from './lock.mjs';
import { ensurePackages, packagesAreReady } from './packages.mjs';
import { SetupError } from './setup-error.mjs';

/** @param {string[]} browsers */
export async function makeReady(browsers) {
  try {
    if (packagesAreReady() && browsersAreReady(browsers)) return;
    await withLock(async () => {
      // Asked again inside the lock: the run that held it before has usually done it all.
      await ensurePackages();
      await ensureBrowsers(browsers);
    });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n✗ ${error.message.replaceAll('\n', '\n  ')}\n`);
    process.exitCode = 1;
  }
}
