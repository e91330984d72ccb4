/** A person at keyboard and pointer: real events, at the rhythm people's have. */
import type { Page } from 'puppeteer-core';

/** Holds and gaps in ms, uneven as people's are; the same every time. */
const RHYTHM = [
  [92, 61],
  [71, 118],
  [104, 24],
  [88, 240],
  [66, 47],
  [97, 83],
  [79, 12],
  [110, 390],
  [84, 36],
  [90, 75],
] as const;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function typeLikeAPerson(page: Page, text: string): Promise<void> {
  let index = 0;
  for (const character of text) {
    const [hold, gap] = RHYTHM[index % RHYTHM.length] ?? RHYTHM[0];
    index += 1;
    await page.keyboard.press(character as 'a', { delay: hold });
    await pause(gap);
  }
}

/** The pointer travels there, and its button is held as long as fingers hold one. */
export async function clickLikeAPerson(page: Page, selector: string): Promise<void> {
  const target = await page.waitForSelector(selector);
  if (target === null) throw new Error(`${selector} is not there.`);
  await target.scrollIntoView();
  const { x, y } = await target.clickablePoint();
  await page.mouse.move(x, y, { steps: 12 });
  await page.mouse.click(x, y, { delay: 90 });
}
