/**
 * LibreChat's page, with the sse.js it ships: an event stream over XMLHttpRequest. Transports:
 * `stream`, `resume`, which leaves in the midst and comes back, and `post`, as older servers do.
 */
import { SSE } from 'sse.js';
import { postJson } from './event-stream.ts';
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

interface Told {
  event?: string;
  data?: { delta?: { content: { text?: string }[] } };
  final?: boolean;
  /** What had been said before the page came back. */
  resumeState?: { aggregatedContent: { text: string }[] };
}

const CHAT = '/api/agents/chat/';
/** Pieces after which a page that resumes leaves. */
const LEAVE_AFTER = 2;

export async function converseLibreChat(options: ConverseOptions): Promise<Conversed> {
  const { prompt, model = 'northwind-large', transport = 'stream', behaviour = {}, stop } = options;
  const body = { text: prompt, model, conversationId: null, endpoint: 'agents' };
  let source: SSE | undefined;
  let streamId = '';
  const hearing = new Hearing(stop, {
    cancel: () => {
      // An older server stops when its page leaves.
      if (transport === 'post') source?.close();
      else void postJson(`${CHAT}abort`, { streamId });
      if (transport === 'post') hearing.end('complete');
    },
    close: () => source?.close(),
  });

  const listen = (opened: SSE, heard: (pieces: number) => void) => {
    let pieces = 0;
    source = opened;
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      // What is left of a stream the page has gone on from.
      if (source !== opened) return undefined;
      const told = parse(data);
      if (told === undefined) return hearing.end('failed');
      const earlier = told.resumeState?.aggregatedContent[0]?.text;
      if (earlier !== undefined) hearing.whole(earlier);
      const text = told.data?.delta?.content[0]?.text;
      if (told.event === 'on_message_delta' && text !== undefined) {
        hearing.piece(text);
        pieces += 1;
        heard(pieces);
      }
      if (told.final === true) {
        hearing.end('complete');
        opened.close();
      }
    });
    opened.addEventListener('error', () => hearing.end('failed'));
    // Ended without its final event, unless the page itself went on to another stream.
    opened.addEventListener('load', () => {
      if (source === opened) hearing.end('failed');
    });
    opened.stream();
  };

  if (transport === 'post') {
    const headers = { 'content-type': 'application/json', 'x-demo': JSON.stringify(behaviour) };
    const payload = JSON.stringify(body);
    listen(new SSE(`${CHAT}agents?resumable=false`, { headers, payload, start: false }), () => {});
    return hearing.result;
  }
  const response = await postJson(`${CHAT}agents`, body, behaviour);
  if (!response.ok) {
    hearing.end('failed');
    return hearing.result;
  }
  ({ streamId } = (await response.json()) as { streamId: string });
  const address = `${CHAT}stream/${streamId}`;
  const headers = { authorization: 'Bearer secret-librechat-token' };
  const first = new SSE(address, { headers, start: false });
  listen(first, (pieces) => {
    if (transport !== 'resume' || pieces !== LEAVE_AFTER) return;
    first.close();
    listen(new SSE(`${address}?resume=true`, { headers, start: false }), () => {});
  });
  return hearing.result;
}

function parse(data: string): Told | undefined {
  try {
    return JSON.parse(data) as Told;
  } catch {
    return undefined;
  }
}
