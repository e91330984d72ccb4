/** The main job from end to end: watch, send, stream, record, figure, export. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExchangeOptions } from '../../demo/app/exchange.ts';
import { figuresOf, sharePercent } from '../../core/figures.ts';
import type { Rollup } from '../../core/rollup.ts';
import { compareWithTruth } from './rig/compare.ts';
import { BROWSERS } from './rig/launch.ts';
import { clickLikeAPerson, typeLikeAPerson } from '../../demo/person.ts';
import { type WatchedDemo, watchDemo } from './rig/watched-demo.ts';
import { until } from '../until.ts';

/** Twenty exchanges for a client: languages, whole answers, cancels, refusals, cuts, errors. */
function exchanges(client: ExchangeOptions['client']): ExchangeOptions[] {
  const one = (index: number, options: Partial<ExchangeOptions>): ExchangeOptions => ({
    client,
    model: `${client}-${index}`,
    // Longer every time, so that each can be told from the others.
    prompt: 'Please look into this for me. '.repeat(index + 1),
    ...options,
    behaviour: { pieces: 30, pace: 3, ...options.behaviour },
  });
  const variants: Partial<ExchangeOptions>[] = [
    {},
    { behaviour: { language: 'de' } },
    { behaviour: { language: 'code', pieces: 60 } },
    { behaviour: { language: 'json' } },
    { usage: false },
    { usage: false, behaviour: { language: 'de', pieces: 80 } },
    { usage: false, behaviour: { language: 'code' } },
    // Only OpenAI's wire tells reasoning apart.
    { behaviour: client === 'openai' ? { reasoning: 120 } : {} },
    { stream: false },
    { stream: false, behaviour: { language: 'de' } },
    {
      history: [
        { role: 'user', content: 'What did we decide?' },
        { role: 'assistant', content: 'To begin with the hardest part.' },
      ],
    },
    { cancelAfter: 4, behaviour: { pieces: 200, pace: 10 } },
    { cancelAfter: 9, behaviour: { pieces: 200, pace: 10 } },
    { cancelAfter: 15, behaviour: { pieces: 200, pace: 10 } },
    { behaviour: { refuse: '429' } },
    { behaviour: { refuse: '500' } },
    { behaviour: { refuse: '429' } },
    { behaviour: { cutAfter: 12, pace: 8 } },
    { behaviour: { cutAfter: 20, pace: 8 } },
    { behaviour: { errorAfter: 14, pace: 8 } },
  ];
  return variants.map((options, index) => one(index, options));
}

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  beforeAll(async () => {
    demo = await watchDemo(browser);
  });
  afterAll(() => demo.close());

  it('says in the popup that the site is watched', async () => {
    const popup = await demo.rig.popup(demo.page);
    await popup.waitForSelector('[data-testid=popup-site-watched]');
    await popup.waitForSelector('[data-testid=popup-state][data-state=empty]');
    await popup.close();
    await demo.page.bringToFront();
  });

  it('calls a typed prompt hands-on, and shows a share that is all yours', async () => {
    await demo.page.bringToFront();
    await clickLikeAPerson(demo.page, '[data-testid=panel-openai] [data-testid=composer]');
    await typeLikeAPerson(demo.page, 'what should we do first');
    await demo.page.keyboard.press('Enter', { delay: 80 });
    await demo.allKept();
    const { interactions } = await demo.rig.exportLedger();
    expect(interactions).toMatchObject([
      { verdict: { class: 'hands-on' }, status: 'complete', model: 'northwind-large' },
    ]);
    expect(interactions[0]?.verdict.evidence.map(({ id, text }) => [id, text.length > 0])).toEqual(
      expect.arrayContaining([
        ['sent-by-hand', true],
        ['typed-at-human-cadence', true],
      ]),
    );
    const popup = await demo.rig.popup(demo.page);
    await popup.waitForFunction(
      () => document.querySelector('[data-testid=popup-share]')?.textContent === '100% yours',
    );
    await popup.close();
  });

  it('calls an agent’s steps delegated, with what they did in your name', async () => {
    await demo.page.bringToFront();
    await clickLikeAPerson(demo.page, '[data-testid=agent-run]');
    await demo.page.waitForSelector('[data-testid=agent][data-busy=true]');
    await demo.page.waitForSelector('[data-testid=agent][data-busy=false]');
    await demo.allKept();
    const { interactions } = await demo.rig.exportLedger();
    const steps = interactions.filter(({ model }) => model === 'northwind-agent');
    expect(steps.map(({ verdict }) => verdict.class)).toEqual([
      'hands-on',
      'delegated',
      'delegated',
      'delegated',
    ]);
    expect(steps.flatMap(({ toolCalls }) => toolCalls)).toEqual([
      { name: 'search_tickets', kind: 'ticket', effect: 'read' },
      { name: 'send_email', kind: 'email', effect: 'write' },
      { name: 'post_chat_message', kind: 'chat message', effect: 'write' },
      { name: 'deploy_service', kind: 'deployment', effect: 'write' },
    ]);
  });

  it('calls what a script sends automated', async () => {
    await demo.page.bringToFront();
    await demo.page.evaluate(() => {
      location.hash = 'burn=2500';
    });
    await demo.page.click('[data-testid=burn]');
    await demo.page.waitForSelector('[data-testid=burn-count][data-count="5"]');
    await demo.page.$eval('[data-testid=burn]', (burn) => (burn as HTMLElement).click());
    await demo.allKept();
    const { interactions } = await demo.rig.exportLedger();
    const burned = interactions.filter(({ model }) => model === 'northwind-burn');
    // The first comes two and a half seconds after the person's own click; the others tell of it.
    expect(burned.map(({ verdict }) => verdict.class)).toEqual(
      Array.from({ length: 5 }, () => 'automated'),
    );
  });

  it('records 60 exchanges over three clients one to one, with tokens as reported', async () => {
    await demo.page.bringToFront();
    const all = [...exchanges('openai'), ...exchanges('anthropic'), ...exchanges('ai-sdk')];
    const before = demo.server.truth.entries.length;
    await demo.page.evaluate(async (queue) => {
      // Six at a time, as the browser lets a page have to one server.
      const work = async () => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          await window.workspace.runExchange(next);
        }
      };
      await Promise.all([work(), work(), work(), work(), work(), work()]);
    }, all);
    await demo.allKept();
    const truth = demo.server.truth.entries.slice(before);
    expect(truth).toHaveLength(60);
    const { interactions, format, version } = await demo.rig.exportLedger();
    expect({ format, version }).toEqual({ format: 'trueburn', version: 1 });
    const { differences, estimatedRatio } = compareWithTruth(interactions.slice(before), truth);
    expect(differences).toEqual([]);
    console.log(`${browser}: estimated tokens are ${estimatedRatio.toFixed(3)} of the truth`);
    expect(estimatedRatio).toBeGreaterThan(0.9);
    expect(estimatedRatio).toBeLessThan(1.1);
  });

  it('shows the same figures in popup, export and a count from scratch', async () => {
    const { interactions, rollups } = await demo.rig.exportLedger();
    const figures = figuresOf(
      rollups.map((rollup): Rollup => ({ ...rollup, model: rollup.model ?? '' })),
    );
    const tokens = interactions.reduce(
      (sum, { usage }) => sum + (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0),
      0,
    );
    expect(figures.total).toEqual({ tokens, interactions: interactions.length });
    if (figures.share === null) throw new Error('there is no share');
    const { low, high } = sharePercent(figures.share);
    const popup = await demo.rig.popup(demo.page);
    const share = await popup.waitForSelector('[data-testid=popup-share]');
    const interval = low === high ? `${low}` : `${low}–${high}`;
    expect(await share?.evaluate((element) => element.textContent)).toBe(`${interval}% yours`);
    await popup.close();
  });

  it('watches nothing while paused', async () => {
    const popup = await demo.rig.popup(demo.page);
    await (await popup.waitForSelector('[data-testid=popup-pause]'))?.click();
    await popup.waitForSelector('[data-testid=popup-resume]');
    await popup.close();
    await demo.page.bringToFront();
    const before = (await demo.rig.exportLedger()).interactions.length;
    const run = () =>
      demo.page.evaluate(() =>
        window.workspace.runExchange({ client: 'openai', prompt: 'Hello', model: 'paused' }),
      );
    await run();
    const again = await demo.rig.popup(demo.page);
    await (await again.waitForSelector('[data-testid=popup-resume]'))?.click();
    await again.waitForSelector('[data-testid=popup-pause]');
    await again.close();
    await demo.page.bringToFront();
    await run();
    await until(
      async () => (await demo.rig.exportLedger()).interactions.length === before + 1,
      300,
    );
  });

  it('stops at once when the site is turned off, also in the page that is open', async () => {
    const before = (await demo.rig.exportLedger()).interactions.length;
    const popup = await demo.rig.popup(demo.page);
    await (await popup.waitForSelector('[data-testid=popup-unwatch]'))?.click();
    await popup.waitForSelector('[data-testid=popup-site-not-watched]');
    await popup.close();
    await demo.page.bringToFront();
    const ending = await demo.page.evaluate(async () => {
      const result = await window.workspace.runExchange({ client: 'openai', prompt: 'Hello' });
      return result.ending;
    });
    expect(ending).toBe('complete');
    await demo.page.reload();
    expect((await demo.rig.exportLedger()).interactions).toHaveLength(before);
  });
});
