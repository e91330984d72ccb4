/** Lets the actors of one split use the app, and takes down what the extension saw. */
import type { Interaction } from '../../core/interaction.ts';
import { tokensOf } from '../../core/interaction.ts';
import type { Actor } from './actor.ts';
import { BACKENDS } from './drivers/backend.ts';
import { EXTENSION_BOT } from './drivers/extension-bot.ts';
import { PLAYWRIGHT } from './drivers/playwright.ts';
import { PUPPETEER } from './drivers/puppeteer.ts';
import { USERSCRIPTS } from './drivers/userscripts.ts';
import { XDOTOOL } from './drivers/xdotool.ts';
import { type LabBrowser, launchLabBrowser } from './lab-browser.ts';
import { PEOPLE_ACTORS } from './people.ts';
import type { Recording, Split } from './recording.ts';

const ACTORS: readonly Actor[] = [
  ...PEOPLE_ACTORS,
  ...PUPPETEER,
  ...PLAYWRIGHT,
  ...USERSCRIPTS,
  ...BACKENDS,
  ...XDOTOOL,
  EXTENSION_BOT,
];
/** So many use the app at the same time: more, and keys come late. */
const AT_ONCE = 8;

/** `tell`: hears who is done. */
export async function collect(split: Split, tell: (line: string) => void): Promise<Recording[]> {
  const actors = ACTORS.filter((actor) => actor.split === split);
  const recordings: Recording[] = [];
  for (const headed of [false, true]) {
    const queue = actors.filter((actor) => (actor.headed ?? false) === headed);
    const lab = await launchLabBrowser({ headed });
    try {
      // There is but one keyboard and one pointer.
      const hands = headed ? 1 : AT_ONCE;
      const work = async () => {
        for (let actor = queue.shift(); actor !== undefined; actor = queue.shift()) {
          const found = await watch(actor, lab);
          recordings.push(
            ...found.map((one) => ({
              ...one,
              parent: one.parent === null ? null : one.parent + recordings.length,
            })),
          );
          tell(`${actor.name}: ${found.length} interactions`);
        }
      };
      await Promise.all(Array.from({ length: hands }, work));
    } finally {
      await lab.close();
    }
  }
  return recordings;
}

/** `parent` is a place in what is returned. */
async function watch(actor: Actor, lab: LabBrowser): Promise<Recording[]> {
  const stage = await lab.stage(actor.prepare);
  const acts: { from: number; act: string }[] = [];
  try {
    await actor.perform(stage, lab, (act) => acts.push({ from: Date.now(), act }));
    await stage.settled();
  } catch (error) {
    throw new Error(`${actor.name} could not be recorded.`, { cause: error });
  }
  const site = stage.server.url;
  const own = (await lab.interactions())
    .filter((interaction) => interaction.site === site)
    .toSorted((a, b) => a.startedAt - b.startedAt);
  await stage.close();
  const actAt = (at: number) => acts.findLast(({ from }) => from <= at)?.act ?? actor.name;
  return own.map((interaction) => recordingOf(interaction, own, actor, actAt));
}

function recordingOf(
  interaction: Interaction,
  own: readonly Interaction[],
  { name, kind }: Actor,
  actAt: (at: number) => string,
): Recording {
  const { signals, context, usage, startedAt, parent } = interaction;
  const place = own.findIndex(({ id }) => id === parent);
  return {
    actor: name,
    kind,
    act: actAt(startedAt),
    tokens: tokensOf(usage),
    signals,
    context,
    parent: place < 0 ? null : place,
  };
}
