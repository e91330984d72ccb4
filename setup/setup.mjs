/**
 * Makes a fresh machine ready: packages, a Node new enough for the tools, the browsers asked for, and
 * what presses the operating system's keys.
 * Says nothing and takes a blink where all is well.
 *
 * Usage: node setup/setup.mjs [chromium] [firefox] [desktop]
 *
 * This file keeps to syntax that Node 12 can read, and loads the rest only afterwards: an old Node
 * then gets a sentence instead of a syntax error.
 */
const OLDEST = 20;

if (Number(process.versions.node.split('.')[0]) >= OLDEST) {
  void import('./make-ready.mjs').then(({ makeReady }) => makeReady(process.argv.slice(2)));
} else {
  console.error(
    `\n✗ Trueburn needs Node ${OLDEST} or newer; this is Node ${process.versions.node}.\n` +
      '  Get a newer one from https://nodejs.org or your system, then run the same command again.\n',
  );
  process.exitCode = 1;
}
