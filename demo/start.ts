/**
 * `npm start`: the demo with the extension watching it. With a display it is there to play with;
 * without one a sample working day runs by itself and leaves its pictures and export behind.
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchDemoBrowser } from './browser.ts';
import { step } from '../setup/progress.mjs';
import { startModelServer } from './model-server/model-server.ts';
import { runSampleDay } from './sample-day.ts';

const OUTPUT = fileURLToPath(new URL('../.output/demo', import.meta.url));

const hasDisplay =
  process.platform !== 'linux' ||
  process.env['DISPLAY'] !== undefined ||
  process.env['WAYLAND_DISPLAY'] !== undefined;

await rm(OUTPUT, { recursive: true, force: true });
await step('Building the demo and the extension', process.execPath, [
  fileURLToPath(new URL('./build.ts', import.meta.url)),
]);
const server = await startModelServer(
  fileURLToPath(new URL('../.output/demo-app', import.meta.url)),
);
const demo = await launchDemoBrowser({
  extension: `${OUTPUT}/extension/chrome-mv3`,
  profile: `${OUTPUT}/profile`,
  headless: !hasDisplay,
  downloads: OUTPUT,
});

if (hasDisplay) {
  const [blank] = await demo.browser.pages();
  await demo.open(server.url);
  await blank?.close();
  console.log(`
  The demo is at ${server.url}, in the browser that just opened.

  Write to one of the assistants, run the agent, turn on the burn switch. Then open Trueburn:
  the puzzle piece in the toolbar, then the flame. What the server really served is at
  ${server.url}/truth.

  Close the browser to end.
`);
  await new Promise((resolve) => demo.browser.once('disconnected', resolve));
} else {
  console.log('… No display here: running a sample working day');
  await runSampleDay(demo, server, OUTPUT);
  await demo.browser.close();
}
await server.close();
