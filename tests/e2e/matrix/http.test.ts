/** Every protocol over HTTP × transport × way of reading × ending, against the server's truth. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WIRES, type WireName } from '../../../demo/app/wire/all.ts';
import { BROWSERS } from '../rig/launch.ts';
import { type WatchedDemo, watchDemo } from '../rig/watched-demo.ts';
import { type Case, casesOf, ENDINGS } from './cases.ts';
import { type Made, verify } from './verify.ts';
import { until } from '../../until.ts';

const PROTOCOLS = Object.keys(WIRES) as WireName[];
/** Protocols spoken side by side; a browser opens six connections to a host. */
const LANES = 4;
/** In Firefox a core of it. */
const READINGS = { chromium: null, firefox: ['getReader', 'for-await', 'text', 'progressive'] };

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  beforeAll(async () => {
    demo = await watchDemo(browser);
  });
  afterAll(() => demo.close());

  const speak = async (cases: readonly Case[]): Promise<Made[]> => {
    const made: Made[] = [];
    for (const { name, options } of cases) {
      const { ending } = await demo.page.evaluate((one) => window.workspace.speak(one), options);
      made.push({ name, ending, transport: options.transport ?? 'fetch' });
      // The next one begins when the server knows that this one is over.
      const { entries } = demo.server.truth;
      const own = () => entries.filter(({ protocol }) => protocol === options.protocol);
      await until(() => own().every(({ endedAt }) => endedAt !== null));
    }
    return made;
  };

  it('records every exchange once, with its tokens', async () => {
    const left = PROTOCOLS.map((protocol) => ({
      protocol,
      cases: casesOf(protocol, ENDINGS, READINGS[browser]),
    }));
    const spoken = new Map<WireName, Made[]>();
    const lane = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        spoken.set(next.protocol, await speak(next.cases));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await demo.allKept().catch(() => {});
    const { interactions } = await demo.rig.exportLedger();
    const verdicts = PROTOCOLS.map((protocol) =>
      verify(
        protocol,
        spoken.get(protocol) ?? [],
        demo.server.truth.entries.filter((entry) => entry.protocol === protocol),
        interactions.filter((interaction) => interaction.protocol === protocol),
      ),
    );
    const sum = (side: 'ours' | 'truth') =>
      verdicts.reduce((total, { estimated }) => total + estimated[side], 0);
    const ratio = sum('ours') / sum('truth');
    const reported = verdicts.reduce((total, verdict) => total + verdict.reported, 0);
    const served = demo.server.truth.entries.length;
    console.log(
      `${browser}: ${served} served, ${interactions.length} recorded, ${reported} with reported tokens, estimates ${ratio.toFixed(3)} of the truth`,
    );
    expect(verdicts.flatMap(({ differences }) => differences)).toEqual([]);
    expect(interactions).toHaveLength(served);
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.05);
  }, 300_000);
});
