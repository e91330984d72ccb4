/**
 * A page that listens by `new EventSource`, which comes back by itself where the connection breaks.
 * Transport `replay`: the server then says everything again.
 */
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

interface Chunk {
  choices?: { delta: { content?: string } }[];
  error?: object;
}

export function converseEventSource(options: ConverseOptions): Promise<Conversed> {
  const { prompt, model = 'northwind-large', transport, behaviour = {}, stop } = options;
  const query = new URLSearchParams({ prompt, model, demo: JSON.stringify(behaviour) });
  if (transport === 'replay') query.set('replay', '1');
  const source = new EventSource(`/events/chat?${query}`);
  const hearing = new Hearing(stop, {
    // There is nothing to say to a server that only talks: to stop is to leave.
    cancel: () => finish('complete'),
    close: () => source.close(),
  });
  const finish = (ending: 'complete' | 'failed') => {
    source.close();
    hearing.end(ending);
  };
  const heard = new Set<string>();
  source.addEventListener('message', ({ data, lastEventId }: MessageEvent<string>) => {
    if (data === '[DONE]') return finish('complete');
    try {
      const { choices, error } = JSON.parse(data) as Chunk;
      if (error !== undefined) return finish('failed');
      if (heard.has(lastEventId)) return undefined;
      heard.add(lastEventId);
      const text = choices?.[0]?.delta.content;
      if (text !== undefined && text !== '') hearing.piece(text);
    } catch {
      finish('failed');
    }
    return undefined;
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) hearing.end('failed');
  });
  return hearing.result;
}
