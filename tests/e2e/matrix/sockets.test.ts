/** Every protocol over a socket, or over several transports × ending, against the server's truth. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../rig/launch.ts';
import { type WatchedDemo, watchDemo } from '../rig/watched-demo.ts';
import { type Made, verify } from './verify.ts';
import { until } from '../../until.ts';

type Options = Parameters<typeof window.workspace.converse>[0];

interface Way {
  protocol: Options['protocol'];
  /** Which of the protocol's ways to take. */
  transport?: string;
  binary?: boolean;
  binaryType?: BinaryType;
  /** The transport it is recorded under: the one it was asked over. */
  recordedAs: string;
  /** Where the wire does not tell the app from any other that speaks its protocol. */
  recordedProtocol?: string;
  /** A refused EventSource says nothing of what it was, nor does an execution without a model. */
  refusalsTold?: false;
}

const WAYS: readonly Way[] = [
  { protocol: 'openclaw', recordedAs: 'websocket' },
  { protocol: 'open-webui', transport: 'websocket', recordedAs: 'fetch' },
  { protocol: 'open-webui', transport: 'polling', recordedAs: 'fetch' },
  {
    protocol: 'open-webui',
    transport: 'post',
    recordedAs: 'fetch',
    recordedProtocol: 'openai-chat',
  },
  { protocol: 'librechat', transport: 'stream', recordedAs: 'fetch' },
  { protocol: 'librechat', transport: 'resume', recordedAs: 'fetch' },
  { protocol: 'librechat', transport: 'post', recordedAs: 'xhr' },
  { protocol: 'openai-chat', recordedAs: 'eventsource', refusalsTold: false },
  { protocol: 'openai-chat', transport: 'replay', recordedAs: 'eventsource', refusalsTold: false },
  { protocol: 'openai-responses', recordedAs: 'websocket' },
  { protocol: 'openai-responses', binary: true, binaryType: 'blob', recordedAs: 'websocket' },
  {
    protocol: 'openai-responses',
    binary: true,
    binaryType: 'arraybuffer',
    recordedAs: 'websocket',
  },
  { protocol: 'chatgpt-web', transport: 'post', recordedAs: 'fetch' },
  { protocol: 'chatgpt-web', transport: 'handoff', recordedAs: 'fetch' },
  { protocol: 'm365-copilot', recordedAs: 'websocket' },
  { protocol: 'copilot', recordedAs: 'websocket' },
  { protocol: 'copilot', binary: true, binaryType: 'blob', recordedAs: 'websocket' },
  { protocol: 'n8n', transport: 'manual', recordedAs: 'websocket', refusalsTold: false },
  { protocol: 'n8n', transport: 'chat', recordedAs: 'websocket', refusalsTold: false },
];

/** Slow and long enough to be stopped in its midst. */
const ENDLESS = { pieces: 200, pace: 4 };

const ENDINGS: readonly (Pick<Options, 'stop' | 'behaviour'> & { name: string })[] = [
  { name: 'complete', behaviour: { pace: 1 } },
  { name: 'complete in Japanese', behaviour: { pace: 1, language: 'ja' } },
  { name: 'cancelled', stop: 'cancel', behaviour: ENDLESS },
  { name: 'closed', stop: 'close', behaviour: { pieces: 60, pace: 4 } },
  { name: 'cut', behaviour: { pieces: 20, pace: 2, cutAfter: 6 } },
  { name: 'error', behaviour: { pieces: 20, pace: 2, errorAfter: 6 } },
  { name: 'refused', behaviour: { refuse: '429' } },
];

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  /** Of what earlier cases have recorded. */
  let known = new Set<string>();
  beforeAll(async () => {
    demo = await watchDemo(browser);
  });
  afterAll(() => demo.close());

  it.each(WAYS)('records $protocol once each, $transport $binaryType', async (way) => {
    const { protocol, recordedAs, recordedProtocol = protocol, refusalsTold = true, ...how } = way;
    const before = demo.server.truth.entries.length;
    const made: Made[] = [];
    for (const { name, ...ending } of ENDINGS) {
      if (name === 'refused' && !refusalsTold) continue;
      const result = await demo.page.evaluate((options) => window.workspace.converse(options), {
        protocol,
        prompt: `What comes first, and why? ${name}`,
        ...how,
        ...ending,
      });
      made.push({ name: `${protocol} ${name}`, ending: result.ending, transport: recordedAs });
      const served = () => demo.server.truth.entries.slice(before);
      await until(() => served().every(({ endedAt }) => endedAt !== null));
    }
    const late = await demo.allKept().then(
      () => [],
      () => ['not as many are kept as were served'],
    );
    const { interactions } = await demo.rig.exportLedger();
    const fresh = interactions.filter(({ id }) => !known.has(id));
    known = new Set(interactions.map(({ id }) => id));
    const { differences } = verify(
      protocol,
      made,
      demo.server.truth.entries.slice(before),
      fresh.filter((interaction) => interaction.protocol === recordedProtocol),
    );
    expect([...late, ...differences]).toEqual([]);
  });
});
