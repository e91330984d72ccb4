/** ChatGPT's page. Transports: `post`, or `handoff`, where the answer goes on over a socket. */
import { createParser } from 'eventsource-parser';
import { postJson, readEvents } from './event-stream.ts';
import { type Frame, openSocket, opened, sendJson } from './frames.ts';
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

interface Patch {
  type?: string;
  p?: string;
  v?: unknown;
  conversation_id?: string;
  options?: { topic_id: string }[];
}

const TEXT = '/message/content/parts/0';

export async function converseChatGpt(options: ConverseOptions): Promise<Conversed> {
  const { prompt, model = 'northwind-large', transport = 'post', behaviour, stop } = options;
  const leave = new AbortController();
  let socket: WebSocket | undefined;
  let conversation: string | undefined;
  const hang = () => {
    leave.abort();
    socket?.close();
  };
  const cancel = async () => {
    await postJson('/backend-api/stop_conversation', { conversation_id: conversation });
    hang();
    hearing.end('complete');
  };
  const hearing: Hearing = new Hearing(stop, { cancel: () => void cancel(), close: hang });
  const patched = patchListener(hearing);
  const listen = (data: string) => {
    if (data === '[DONE]') return undefined;
    const patch = JSON.parse(data) as Patch;
    conversation ??= patch.conversation_id;
    patched(patch);
    return patch.options?.[0]?.topic_id;
  };
  try {
    const path = `/backend-api/f/conversation${transport === 'handoff' ? '?handoff=1' : ''}`;
    const message = {
      author: { role: 'user' },
      content: { content_type: 'text', parts: [prompt] },
    };
    const body = { action: 'next', model, messages: [message] };
    const response = await postJson(path, body, behaviour, { signal: leave.signal });
    let topic: string | undefined;
    await readEvents(response, (data) => {
      topic = listen(data) ?? topic;
    });
    if (topic !== undefined) {
      socket = openSocket('/backend-api/ws', topicListener(listen), () => hearing.end('failed'));
      await opened(socket);
      sendJson(socket, [{ id: 1, command: { type: 'subscribe', topic_id: topic } }]);
    } else {
      // A stream that ends without its mark has broken.
      hearing.end('failed');
    }
  } catch {
    hearing.end('failed');
  }
  const conversed = await hearing.result;
  socket?.close();
  return conversed;
}

/** A patch without a path goes on where the last one was. */
function patchListener(hearing: Hearing): (patch: Patch) => void {
  let path = '';
  return ({ type, p = path, v }) => {
    path = p;
    if (p === TEXT && typeof v === 'string') hearing.piece(v);
    if (type === 'message_stream_complete') hearing.end('complete');
    if (type === 'error') hearing.end('failed');
  };
}

/** The socket's frames are arrays of messages, each holding events as they stand in a stream. */
function topicListener(listen: (data: string) => void): (frame: Frame) => void {
  const parser = createParser({ onEvent: ({ data }) => listen(data) });
  return (frame) => {
    for (const message of frame as unknown as Frame[]) {
      const { payload } = (message['payload'] ?? {}) as { payload?: { encoded_item: string } };
      if (payload !== undefined) parser.feed(payload.encoded_item);
    }
  };
}
