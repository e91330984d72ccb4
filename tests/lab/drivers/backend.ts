/** An agent platform that starts runs by itself, and agents that a script keeps going. */
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../until.ts';
import type { Actor } from '../actor.ts';
import type { StartKind } from '../../../demo/model-server/sockets/openclaw/starts.ts';
import type { Split } from '../recording.ts';

const RUNS = 14;

function started(kind: StartKind, split: Split, gaps: (index: number) => number): Actor {
  return {
    name: `Agent backend, ${kind}`,
    split,
    kind: 'program',
    perform: async ({ page, server }, _lab, tell) => {
      tell(kind);
      await page.evaluate(async () => {
        await window.workspace.connectOpenClaw();
      });
      for (let index = 0; index < RUNS; index += 1) {
        const demo = encodeURIComponent(JSON.stringify({ pieces: 30 + index, pace: 3 }));
        const before = server.truth.entries.length;
        await fetch(`${server.url}/openclaw/start?kind=${kind}&demo=${demo}`, { method: 'POST' });
        await until(() => {
          const { entries } = server.truth;
          return entries.length > before && entries.every(({ endedAt }) => endedAt !== null);
        }, 30);
        await pause(gaps(index));
      }
    },
  };
}

/** Runs that begin one after another with nobody there. */
function agentLoop(name: string, split: Split, wait: number): Actor {
  return {
    name: `Agent loop, ${name}`,
    split,
    kind: 'program',
    prepare: async (page) => {
      await page.evaluateOnNewDocument((between) => {
        const go = async () => {
          for (let run = 0; run < 6; run += 1) {
            await new Promise((done) => setTimeout(done, between));
            await window.workspace.runAgent(`Look after ticket ${run}`);
          }
          document.documentElement.setAttribute('data-loop', 'over');
        };
        window.addEventListener('load', () => setTimeout(() => void go(), 10_500));
      }, wait);
    },
    perform: async ({ page }, _lab, tell) => {
      tell(name);
      await page.waitForSelector('html[data-loop=over]', { timeout: 120_000 });
    },
  };
}

export const BACKENDS: readonly Actor[] = [
  started('cron', 'development', () => 900),
  started('heartbeat', 'held-out', (index) => 700 + (index % 5) * 120),
  agentLoop('right after each other', 'development', 300),
  agentLoop('every few seconds', 'held-out', 1_800),
];
