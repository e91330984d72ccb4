import { browsersAreReady, ensureBrowsers } from './ensure-browsers.mjs';
import { desktopIsReady, ensureDesktop } from './ensure-desktop.mjs';
import { withLock } from './lock.mjs';
import { ensurePackages, packagesAreReady } from './packages.mjs';
import { SetupError } from './setup-error.mjs';

const DESKTOP = 'desktop';

/** @param {string[]} wants browsers, and `desktop` */
export async function makeReady(wants) {
  const browsers = wants.filter((want) => want !== DESKTOP);
  const wantsDesktop = wants.includes(DESKTOP);
  try {
    const desktopIsFine = !wantsDesktop || desktopIsReady();
    if (packagesAreReady() && browsersAreReady(browsers) && desktopIsFine) return;
    await withLock(async () => {
      // Asked again inside the lock: the run that held it before has usually done it all.
      await ensurePackages();
      await ensureBrowsers(browsers);
      if (wantsDesktop) await ensureDesktop();
    });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n✗ ${error.message.replaceAll('\n', '\n  ')}\n`);
    process.exitCode = 1;
  }
}
