/**
 * `npm run lab -- record`: somebody uses the demo app as they would use any, and keeps what was seen
 * of it: counts and timings, no text.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildDemoApp } from '../../demo/build.ts';
import { launchLabBrowser } from './browser/lab-browser.ts';
import { recordingsOf } from './collect.ts';
import { countsOf } from './measures/figures.ts';
import { judgeAll } from './measures/judged.ts';
import { writeRecordings } from './recording.ts';
import { countsTable } from './table.ts';

const FOLDER = resolve('.output/lab');

export async function record(say: (line: string) => void): Promise<void> {
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && display === undefined) {
    process.stderr.write('✗ There is no display here to type at. Try it where you have one.\n');
    process.exitCode = 2;
    return;
  }
  await buildDemoApp();
  const lab = await launchLabBrowser({ screen: 'yours' });
  const stage = await lab.stage(() => Promise.resolve());
  say('Write some prompts in the window that has opened. Close that window when you are done.');
  await new Promise<void>((closed) => stage.page.once('close', () => closed()));
  await stage.settled();
  const interactions = await stage.interactions();
  await stage.close();
  await lab.close();
  if (interactions.length === 0) {
    say('Nothing was sent, so nothing is kept.');
    return;
  }
  const recordings = recordingsOf(interactions, () => ({
    actor: 'volunteer',
    kind: 'person',
    act: 'as they do',
  }));
  await mkdir(FOLDER, { recursive: true });
  const file = join(FOLDER, `volunteer-${new Date().toISOString().replaceAll(':', '-')}.ndjson`);
  await writeRecordings(file, recordings);
  say(`Kept in ${file}: one line an interaction, counts and timings alone. Look at it.`);
  process.stdout.write(
    `${countsTable('What Trueburn says', { volunteer: countsOf(judgeAll(recordings)) })}\n`,
  );
}
