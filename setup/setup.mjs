/**
 * Makes a fresh machine ready: packages, a Node new enough for the tools, the browsers asked for.
 * Runs on the machine's own Node (20 or newer) before anything is installed, so it needs nothing
 * but Node itself. When all is well it does nothing, quickly.
 *
 * Usage: node setup/setup.mjs [chromium] [firefox]
 */
import { ensureBrowser } from './ensure-browser.mjs';
import { SetupError } from './setup-error.mjs';
import { ensurePackages } from './packages.mjs';

const wanted = process.argv.slice(2);

try {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupError(`Node ${process.versions.node} is too old. Install Node 20 or newer.`);
  }
  await ensurePackages();
  for (const browser of wanted) await ensureBrowser(browser);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n✗ ${error.message}\n`);
  process.exitCode = 1;
}
