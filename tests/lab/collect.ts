/** Lets the actors of one split use the app, and takes down what the extension saw. */
import type { Interaction } from '../../core/interaction.ts';
import type { Actor } from './actor.ts';
import { ACTORS } from './actors.ts';
import { nameChats } from './app.ts';
import { type LabBrowser, launchLabBrowser } from './browser/lab-browser.ts';
import type { Recording, Split } from './recording.ts';

/** So many use the app at the same time: more, and keys come late. */
const AT_ONCE = 6;

/** `tell`: hears who is done. Resolves to what everybody did, in the order of `ACTORS`. */
export async function collect(split: Split, tell: (line: string) => void): Promise<Recording[]> {
  const actors = ACTORS.filter((actor) => actor.split === split);
  const found = new Map<Actor, Recording[]>();
  const work = async (queue: Actor[], lab: LabBrowser) => {
    for (let actor = queue.shift(); actor !== undefined; actor = queue.shift()) {
      const own = await watch(actor, lab);
      found.set(actor, own);
      tell(`${actor.name}: ${own.length} interactions`);
    }
  };
  // On a screen there is but one keyboard and one pointer.
  const places = [
    { screen: 'none', atOnce: AT_ONCE },
    { screen: 'own', atOnce: 1 },
  ] as const;
  await Promise.all(
    places.map(async ({ screen, atOnce }) => {
      const queue = actors.filter(({ headed = false }) => headed === (screen === 'own'));
      const lab = await launchLabBrowser({ screen });
      try {
        await Promise.all(Array.from({ length: atOnce }, () => work(queue, lab)));
      } finally {
        await lab.close();
      }
    }),
  );
  const all: Recording[] = [];
  for (const actor of actors) {
    const first = all.length;
    for (const one of found.get(actor) ?? []) {
      all.push({ ...one, parent: one.parent === null ? null : one.parent + first });
    }
  }
  return all;
}

/** `parent` is a place in what is returned. */
export async function watch(actor: Actor, lab: LabBrowser): Promise<Recording[]> {
  const acts: { from: number; act: string }[] = [];
  const stage = await lab.stage(async (page) => {
    if (actor.namesChats) await nameChats(page);
    await actor.prepare?.(page);
  });
  try {
    await actor.perform(stage, lab, (act) => acts.push({ from: Date.now(), act }));
    await stage.settled();
  } catch (error) {
    throw new Error(`${actor.name} could not be recorded.`, { cause: error });
  }
  const own = await stage.interactions();
  await stage.close();
  const actAt = (at: number) => acts.findLast(({ from }) => from <= at)?.act ?? actor.name;
  return recordingsOf(own, (interaction) => ({
    actor: actor.name,
    kind: actor.whose?.(interaction) ?? actor.kind,
    act: actAt(interaction.startedAt),
  }));
}

/** `interactions`: oldest first. */
export function recordingsOf(
  interactions: readonly Interaction[],
  about: (interaction: Interaction) => Pick<Recording, 'actor' | 'kind' | 'act'>,
): Recording[] {
  return interactions.map((interaction) => {
    const { signals, context, parent } = interaction;
    const place = interactions.findIndex(({ id }) => id === parent);
    return { ...about(interaction), signals, context, parent: place < 0 ? null : place };
  });
}
