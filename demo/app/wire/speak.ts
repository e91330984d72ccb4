/** One prompt over any wire, by any of a page's transports, read and ended in any of their ways. */
import { type Behaviour, behaviourHeader } from '../clients.ts';
import { WIRES, type WireName } from './all.ts';
import type { ReadingName, Stop } from './readings.ts';
import type { SendAs } from './send-as.ts';
import { speakByEventSource } from './speak-eventsource.ts';
import { speakByFetch } from './speak-fetch.ts';
import { speakByXhr, type XhrReading } from './speak-xhr.ts';
import type { Spoken } from './spoken.ts';
import type { Ask } from './wire.ts';

type Manner =
  | { transport?: 'fetch'; reading?: ReadingName; sendAs?: SendAs }
  | { transport: 'xhr'; reading?: XhrReading }
  | { transport: 'eventsource' };

/** `stop`: after the first piece. */
export type SpeakOptions = Manner &
  Partial<Ask> & { protocol: WireName; behaviour?: Behaviour; stop?: Stop };

export async function speak(options: SpeakOptions): Promise<Spoken> {
  const { behaviour = {}, stop = 'none' } = options;
  const request = requestOf(options);
  if (options.transport === 'eventsource') {
    if (request.method !== 'GET') throw new Error('An EventSource can only GET.');
    const separator = request.path.includes('?') ? '&' : '?';
    const demo = new URLSearchParams({ demo: JSON.stringify(behaviour) }).toString();
    return speakByEventSource({ ...request, path: request.path + separator + demo }, stop);
  }
  const headers = { ...request.headers, ...behaviourHeader(behaviour) };
  if (options.transport === 'xhr') {
    return speakByXhr({ ...request, headers }, { reading: options.reading ?? '', stop });
  }
  const { reading = 'getReader', sendAs = 'string' } = options;
  return speakByFetch({ ...request, headers }, { reading, sendAs, stop });
}

function requestOf({ protocol, ...ask }: SpeakOptions) {
  return WIRES[protocol].request({
    model: ask.model ?? 'northwind-large',
    prompt: ask.prompt ?? 'What should we do first?',
    history: ask.history ?? [],
    stream: ask.stream ?? true,
    conversation: ask.conversation ?? 'conversation-1',
    tools: ask.tools ?? [],
    variant: ask.variant,
  });
}
