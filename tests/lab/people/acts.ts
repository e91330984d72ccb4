/** What people do to send a prompt: by keys, by voice, by machines that help them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { KeyInput, Page } from 'puppeteer-core';
import { AGENT, COMPOSER, promptOf, SEND } from '../app.ts';
import { click, middleOf, moveTo, press, type } from './hands.ts';
import { holdOf, type Person } from './person.ts';

interface Hands {
  page: Page;
  person: Person;
  prompt: string;
}
type Act = (hands: Hands) => Promise<void>;

const into: Act = ({ page, person }) => click(page, person, COMPOSER);
const byEnter: Act = ({ page, person }) => press(page, person, 'Enter');
const byClick: Act = ({ page, person }) => click(page, person, SEND);

const typed: Act = async (hands) => {
  const { page, person, prompt } = hands;
  await type(page, person, prompt);
  await pause(person.chance.between(60, 900));
};

/** From the clipboard, by its shortcut. */
const pasted: Act = async ({ page, person, prompt }) => {
  await page.evaluate((text) => navigator.clipboard.writeText(text), prompt);
  await page.keyboard.down('Control');
  await pause(holdOf(person));
  await page.keyboard.down('v', { commands: ['paste'] });
  await pause(holdOf(person));
  await page.keyboard.up('v');
  await page.keyboard.up('Control');
  await pause(person.chance.between(400, 1_500));
};

/** The system writes a few words at a time, as they are recognised. */
const spoken: Act = async ({ page, person, prompt }) => {
  const words = prompt.split(' ');
  for (let first = 0; first < words.length; first += 3) {
    await pause(person.chance.between(500, 1_200));
    await page.keyboard.sendCharacter(`${words.slice(first, first + 3).join(' ')} and so on `);
  }
  await pause(person.chance.between(700, 1_600));
};

/** An input method: keys are pressed, what they mean is composed, and then put in. */
const composed: Act = async ({ page, person }) => {
  const client = await page.createCDPSession();
  for (const syllable of ['ni', 'hao', 'qing', 'bang', 'wo', 'xie']) {
    for (const letter of syllable) {
      await press(page, person, letter as KeyInput);
      await pause(person.chance.between(40, 160));
    }
    await client.send('Input.imeSetComposition', {
      selectionStart: syllable.length,
      selectionEnd: syllable.length,
      text: syllable,
    });
    await pause(person.chance.between(120, 300));
    await client.send('Input.insertText', { text: '你好' });
  }
  await client.detach();
  await pause(person.chance.between(200, 900));
};

/** An abbreviation by hand, which a program types out. */
const expanded: Act = async ({ page, person, prompt }) => {
  await type(page, person, ';sum');
  for (let place = 0; place < 4; place += 1) await page.keyboard.press('Backspace');
  for (const letter of `${prompt} and answer in a table`) {
    await page.keyboard.press(letter as KeyInput);
  }
  await pause(person.chance.between(300, 1_200));
};

/** Letters on the screen are chosen by dwelling on them: slow, and of no length. */
const gazed: Act = async ({ page, person }) => {
  for (const letter of 'go on now please') {
    await pause(person.chance.lognormal(620, 0.3));
    await page.keyboard.press(letter as KeyInput);
  }
  await pause(person.chance.between(500, 1_200));
};

/** “Press Enter”: whatever hears it holds no key. */
const saidEnter: Act = ({ page }) => page.keyboard.press('Enter');

const dwelled: Act = async ({ page, person }) => {
  await moveTo(page, person, SEND);
  await pause(person.chance.between(600, 1_000));
  const { x, y } = await middleOf(page, SEND);
  await page.mouse.click(x, y);
};

/** One switch: it goes from control to control by itself, and is pressed long. */
const switched: Act = async ({ page, person }) => {
  await page.focus(SEND);
  await pause(person.chance.between(700, 1_500));
  await page.keyboard.down('Space');
  await pause(person.chance.between(180, 520));
  await page.keyboard.up('Space');
};

/** A screen reader's user goes on by keys alone. */
const tabbed: Act = async ({ page, person }) => {
  await press(page, person, 'Tab');
  await pause(person.chance.between(300, 900));
  await press(page, person, 'Enter');
};

/** What a password manager does, and whatever else fills fields in: a script sets the value. */
const filled: Act = async ({ page, person, prompt }) => {
  await setText(page, `${prompt}, as always`);
  await pause(person.chance.between(500, 1_600));
};

/** A writing assistant puts its own words for what was typed. */
const rewritten: Act = async ({ page, person, prompt }) => {
  await setText(page, `Please ${prompt}.`);
  await pause(person.chance.between(600, 1_800));
};

async function setText(page: Page, text: string): Promise<void> {
  await page.$eval(
    COMPOSER,
    (field, value) => {
      const { prototype } = HTMLTextAreaElement;
      // Past React, which would not notice a change otherwise.
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    text,
  );
}

const edited: Act = async ({ page, person }) => {
  for (let place = 0; place < 3; place += 1) {
    await press(page, person, 'Backspace');
    await pause(person.chance.between(60, 200));
  }
  await type(page, person, ' now');
  await pause(person.chance.between(200, 700));
};

const hesitating: Act = async ({ person }) => {
  await pause(person.chance.between(10_500, 13_000));
};

const chain =
  (...acts: readonly Act[]): Act =>
  async (hands) => {
    for (const act of acts) await act(hands);
  };

export interface NamedAct {
  name: string;
  act: Act;
}

const named = (name: string, ...acts: readonly Act[]): NamedAct => ({ name, act: chain(...acts) });

/** What most people do, and how often, relative to each other. */
const USUAL: readonly (readonly [often: number, act: NamedAct])[] = [
  [10, named('typed, Enter', into, typed, byEnter)],
  [5, named('typed, click', into, typed, byClick)],
  [3, named('typed, corrected', into, typed, edited, byEnter)],
  [4, named('pasted, Enter', into, pasted, byEnter)],
  [2, named('pasted, click', into, pasted, byClick)],
  [2, named('pasted, edited', into, pasted, edited, byEnter)],
  [1, named('dictated, click', into, spoken, byClick)],
  [1, named('text expander', into, expanded, byEnter)],
  [1, named('typed, hesitated', into, typed, hesitating, byClick)],
];

/** What some people do every time. */
const HABITS: readonly (readonly NamedAct[])[] = [
  [
    named('dictated, click', into, spoken, byClick),
    named('dictated, Enter', into, spoken, byEnter),
    named('dictated, said Enter', into, spoken, saidEnter),
  ],
  [named('composed', into, composed, byEnter)],
  [named('text expander', into, expanded, byEnter)],
  [
    named('eye tracking', into, gazed, dwelled),
    named('dictated, dwell click', into, spoken, dwelled),
  ],
  [named('switch access', into, spoken, switched)],
  [named('screen reader', typed, tabbed)],
  [
    named('filled in, click', into, filled, byClick),
    named('filled in, Enter', into, filled, byEnter),
  ],
  [named('rewritten, Enter', into, typed, rewritten, byEnter)],
];

/**
 * Half of all people do the usual things, the frequent ones more often; the others have one way
 * of theirs. In an order of this person's own.
 */
export function actsOf({ chance }: Person, number: number, count: number): readonly NamedAct[] {
  const usual = USUAL.flatMap(([often, act]) => Array.from({ length: often }, () => act));
  const habit = HABITS[(number >> 1) % HABITS.length] ?? usual;
  const deck = number % 2 === 0 ? usual : habit;
  return Array.from({ length: count }, () => chance.pick(deck));
}

export async function perform(page: Page, person: Person, { act }: NamedAct, index: number) {
  await act({ page, person, prompt: promptOf(index + Math.floor(person.interval)) });
}

/** The agent panel has a task to begin with. */
export async function runAgent(page: Page, person: Person): Promise<void> {
  await click(page, person, AGENT);
}
