import type { Stop } from './readings.ts';
import type { Spoken } from './spoken.ts';
import type { WireRequest } from './wire.ts';

/** The response types, and reading along as the text grows. */
export const XHR_READINGS = ['', 'text', 'json', 'arraybuffer', 'blob', 'progressive'] as const;
export type XhrReading = (typeof XHR_READINGS)[number];

export function speakByXhr(
  { method, path, headers, body }: WireRequest,
  { reading, stop }: { reading: XhrReading; stop: Stop },
): Promise<Spoken> {
  const xhr = new XMLHttpRequest();
  xhr.open(method, path);
  xhr.responseType = reading === 'progressive' ? '' : reading;
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
  let bytes = 0;
  let read = 0;
  return new Promise((resolve) => {
    xhr.addEventListener('progress', ({ loaded }) => {
      bytes = loaded;
      // As libraries do that read events over XHR: each time the text, from where it was left.
      if (reading === 'progressive') read += xhr.responseText.slice(read).length;
      if (stop !== 'none' && loaded > 0) xhr.abort();
    });
    xhr.addEventListener('load', () => {
      const taken = xhr.status < 400 && (reading !== 'json' || xhr.response !== null);
      resolve({ ending: taken ? 'complete' : 'failed', bytes });
    });
    xhr.addEventListener('error', () => resolve({ ending: 'failed', bytes }));
    xhr.addEventListener('abort', () => resolve({ ending: 'cancelled', bytes }));
    xhr.send(body);
  });
}
