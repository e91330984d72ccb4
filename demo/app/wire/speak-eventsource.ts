import type { Stop } from './readings.ts';
import type { Spoken } from './spoken.ts';
import type { WireRequest } from './wire.ts';

/** Closes at the end marker, as apps do: left alone, it would ask again. */
export function speakByEventSource({ path }: WireRequest, stop: Stop): Promise<Spoken> {
  const source = new EventSource(path);
  let bytes = 0;
  return new Promise((resolve) => {
    const end = (ending: Spoken['ending']) => {
      source.close();
      resolve({ ending, bytes });
    };
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      bytes += data.length;
      if (data === '[DONE]') end('complete');
      else if (stop !== 'none') end('cancelled');
    });
    source.addEventListener('error', () => {
      // While it is connecting it has only lost the connection and is at it again.
      if (source.readyState === EventSource.CLOSED) end('failed');
    });
  });
}
