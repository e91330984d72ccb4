import { READINGS, type ReadingName, type Stop } from './readings.ts';
import { bodyAs, type SendAs } from './send-as.ts';
import type { Spoken } from './spoken.ts';
import type { WireRequest } from './wire.ts';

export interface FetchManner {
  reading: ReadingName;
  sendAs: SendAs;
  stop: Stop;
}

export async function speakByFetch(
  request: WireRequest,
  { reading, sendAs, stop }: FetchManner,
): Promise<Spoken> {
  const controller = new AbortController();
  let bytes = 0;
  let stopped = false;
  const heard = (more: number) => {
    bytes += more;
    if (stop === 'none' || stopped) return false;
    stopped = true;
    if (stop === 'abort') controller.abort();
    return stop === 'cancel';
  };
  try {
    const init = { ...(await bodyAs(sendAs, request)), signal: controller.signal };
    const { path } = request;
    const asked = sendAs === 'request-object' ? fetch(new Request(path, init)) : fetch(path, init);
    const response = await asked;
    await READINGS[reading](response, heard);
    if (stopped) return { ending: 'cancelled', bytes };
    return { ending: response.ok ? 'complete' : 'failed', bytes };
  } catch {
    return { ending: stopped ? 'cancelled' : 'failed', bytes };
  }
}
