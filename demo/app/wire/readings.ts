/** Every way in which a page can take a response's body. */

/** How a page stops: by what it reads with, by its controller, or not at all. */
export type Stop = 'none' | 'cancel' | 'abort';

/** `heard` tells the bytes that came; true says: stop here. Resolves when there is no more. */
type Reading = (response: Response, heard: (bytes: number) => boolean) => Promise<void>;

export const READINGS = {
  getReader: async (response, heard) => {
    await readAll(bodyOf(response).getReader(), heard);
  },
  byob: async (response, heard) => {
    const reader = bodyOf(response).getReader({ mode: 'byob' });
    for (;;) {
      const { value } = await reader.read(new Uint8Array(4_096));
      if (value === undefined || value.length === 0) return;
      if (heard(value.length)) return await reader.cancel();
    }
  },
  'for-await': async (response, heard) => {
    // Leaving the loop cancels.
    for await (const chunk of bodyOf(response)) if (heard(chunk.length)) break;
  },
  pipeThrough: async (response, heard) => {
    const text = bodyOf(response).pipeThrough(new TextDecoderStream());
    const reader = text.getReader();
    for (;;) {
      const { done, value = '' } = await reader.read();
      if (done) return;
      if (heard(sizeOf(value))) return await reader.cancel();
    }
  },
  pipeTo: async (response, heard) => {
    const enough = new AbortController();
    const sink = new WritableStream<Uint8Array>({
      write: (chunk) => {
        if (heard(chunk.length)) enough.abort();
      },
    });
    try {
      await bodyOf(response).pipeTo(sink, { signal: enough.signal });
    } catch (reason) {
      if (!enough.signal.aborted) throw reason;
    }
  },
  tee: async (response, heard) => {
    const [one, other] = bodyOf(response).tee();
    await both(one, other, heard);
  },
  clone: async (response, heard) => {
    await both(bodyOf(response.clone()), bodyOf(response), heard);
  },
  text: whole(async (response) => sizeOf(await response.text())),
  json: whole(async (response) => sizeOf(JSON.stringify(await response.json()))),
  arrayBuffer: whole(async (response) => (await response.arrayBuffer()).byteLength),
  blob: whole(async (response) => (await response.blob()).size),
} satisfies Record<string, Reading>;

export type ReadingName = keyof typeof READINGS;

/** Who takes it whole hears of no pieces: it stops, if it is to, at the headers. */
function whole(take: (response: Response) => Promise<number>): Reading {
  return async (response, heard) => {
    if (heard(0)) await response.body?.cancel();
    else heard(await take(response));
  };
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  heard: (bytes: number) => boolean,
): Promise<void> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (heard(value.length)) return await reader.cancel();
  }
}

/** Two branches of one body, of which the second only keeps pace. Both have to be cancelled. */
async function both(
  one: ReadableStream<Uint8Array>,
  other: ReadableStream<Uint8Array>,
  heard: (bytes: number) => boolean,
): Promise<void> {
  let enough = false;
  await Promise.all([
    readAll(one.getReader(), (bytes) => {
      enough = heard(bytes);
      return enough;
    }),
    readAll(other.getReader(), () => enough),
  ]);
}

function bodyOf({ body }: Response): ReadableStream<Uint8Array<ArrayBuffer>> {
  if (body === null) throw new Error('The answer has no body.');
  return body;
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
