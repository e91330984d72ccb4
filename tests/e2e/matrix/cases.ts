/** Every protocol in every way a page can speak it: by which transport, read how, ending how. */
import { WIRES, type WireName } from '../../../demo/app/wire/all.ts';
import { READINGS } from '../../../demo/app/wire/readings.ts';
import type { SpeakOptions } from '../../../demo/app/wire/speak.ts';
import { XHR_READINGS } from '../../../demo/app/wire/speak-xhr.ts';

/** How one exchange ends; the page's doing or the server's. */
export const ENDINGS = ['complete', 'cancelled', 'aborted by signal', 'cut', 'error'] as const;
export type EndingName = (typeof ENDINGS)[number];

export interface Case {
  name: string;
  ending: EndingName;
  options: SpeakOptions;
}

const READING_NAMES = Object.keys(READINGS) as (keyof typeof READINGS)[];
const LANGUAGES = ['en', 'de', 'code', 'zh', 'ja', 'json'] as const;

/** Protocols that answer with a stream whatever they are asked for: it is no JSON document. */
const ALWAYS_STREAM = new Set<WireName>([
  'ai-sdk-ui',
  'ag-ui',
  'lobechat',
  'hf-chat-ui',
  'claude-web',
  'github-copilot',
]);

/** What is framed in bytes nobody takes for text. */
const BINARY = new Set(['bedrock', 'protobuf']);
const TEXT = new Set(['text', 'pipeThrough', '', 'progressive']);

/** Slow and long enough to be stopped in its midst. */
const ENDLESS = { pieces: 200, pace: 4 };

function endingOptions(ending: EndingName): Pick<SpeakOptions, 'behaviour' | 'stop'> {
  switch (ending) {
    case 'complete':
      return { behaviour: { pace: 0 } };
    case 'cancelled':
      return { behaviour: ENDLESS, stop: 'cancel' };
    case 'aborted by signal':
      return { behaviour: ENDLESS, stop: 'abort' };
    case 'cut':
      return { behaviour: { pieces: 20, pace: 1, cutAfter: 6 } };
    case 'error':
      return { behaviour: { pieces: 20, pace: 1, errorAfter: 6 } };
  }
}

/** `readings`: which of them; all where left out. */
export function casesOf(
  protocol: WireName,
  endings: readonly EndingName[],
  readings: readonly string[] | null = null,
): Case[] {
  const wanted = (reading: string, variant: string) =>
    (readings === null || readings.includes(reading)) &&
    !(reading === 'json' && ALWAYS_STREAM.has(protocol)) &&
    !(TEXT.has(reading) && (BINARY.has(protocol) || BINARY.has(variant)));
  let made = 0;
  return (
    WIRES[protocol].variants
      // Served to EventSources, which are matrix of their own.
      .filter((variant) => variant !== 'events' || protocol !== 'openai-chat')
      .flatMap((variant) =>
        endings.flatMap((ending) => {
          const name = (how: string) => `${protocol} ${variant} ${how} ${ending}`;
          const language = LANGUAGES[(made += 1) % LANGUAGES.length];
          const { behaviour, stop } = endingOptions(ending);
          const common = { protocol, variant, behaviour: { language, ...behaviour }, stop };
          // Nobody takes a stream for one JSON document.
          const stream = (reading: string) => reading !== 'json';
          return [
            ...READING_NAMES.filter((reading) => wanted(reading, variant)).map((reading) => ({
              name: name(`fetch ${reading}`),
              ending,
              options: { ...common, transport: 'fetch', reading, stream: stream(reading) },
            })),
            ...XHR_READINGS.filter((reading) => wanted(reading, variant)).map((reading) => ({
              name: name(`xhr ${reading}`),
              ending,
              options: { ...common, transport: 'xhr', reading, stream: stream(reading) },
            })),
          ] as Case[];
        }),
      )
  );
}
