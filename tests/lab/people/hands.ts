/** A person's hands on a page: keys and pointer, pressed and let go when a person would. */
import { setTimeout as pause } from 'node:timers/promises';
import type { KeyInput, Page } from 'puppeteer-core';
import { holdOf, intervalOf, type Person } from './person.ts';

interface Stroke {
  key: KeyInput;
  /** Since the first went down, in ms. */
  down: number;
  up: number;
}

/** Types in real time; the next key may go down before the last is up. */
export async function type(page: Page, person: Person, text: string): Promise<void> {
  const keys = [...text].flatMap((letter): KeyInput[] =>
    person.chance.share() < person.slips
      ? ['x', 'Backspace', letter as KeyInput]
      : [letter as KeyInput],
  );
  await strike(page, strokesOf(person, keys));
}

/** One key, held as long as this person holds one. */
export async function press(page: Page, person: Person, key: KeyInput): Promise<void> {
  await page.keyboard.down(key);
  await pause(holdOf(person));
  await page.keyboard.up(key);
}

function strokesOf(person: Person, keys: readonly KeyInput[]): Stroke[] {
  let at = 0;
  const lastUp = new Map<KeyInput, number>();
  return keys.map((key) => {
    at += intervalOf(person);
    // The same key cannot go down while it is.
    at = Math.max(at, (lastUp.get(key) ?? 0) + 20);
    const up = at + holdOf(person);
    lastUp.set(key, up);
    return { key, down: at, up };
  });
}

async function strike(page: Page, strokes: readonly Stroke[]): Promise<void> {
  const moments = strokes
    .flatMap(({ key, down, up }) => [
      { key, at: down, down: true },
      { key, at: up, down: false },
    ])
    .toSorted((a, b) => a.at - b.at);
  const start = performance.now();
  const sent: Promise<void>[] = [];
  for (const { key, at, down } of moments) {
    const wait = start + at - performance.now();
    if (wait > 0) await pause(wait);
    sent.push(down ? page.keyboard.down(key) : page.keyboard.up(key));
  }
  await Promise.all(sent);
}

/** Moves there as a hand does, and presses. */
export async function click(page: Page, person: Person, selector: string): Promise<void> {
  await moveTo(page, person, selector);
  await page.mouse.down();
  await pause(holdOf(person));
  await page.mouse.up();
}

export async function moveTo(page: Page, { chance }: Person, selector: string): Promise<void> {
  const target = await middleOf(page, selector);
  const from = { x: chance.between(40, 1_000), y: chance.between(40, 600) };
  const steps = 8 + Math.floor(chance.share() * 14);
  for (let step = 0; step <= steps; step += 1) {
    const share = 0.5 - Math.cos((Math.PI * step) / steps) / 2;
    await page.mouse.move(
      from.x + (target.x - from.x) * share,
      from.y + (target.y - from.y) * share + 12 * Math.sin(Math.PI * share),
    );
    await pause(chance.between(8, 22));
  }
}

export async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const element = await page.waitForSelector(selector);
  await element?.scrollIntoView();
  const box = await element?.boundingBox();
  if (box === null || box === undefined) throw new Error(`${selector} is not to be seen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
