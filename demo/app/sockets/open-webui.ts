/**
 * Open WebUI's page, with the socket.io client it ships. Transports: `websocket`, `polling`, or
 * `post`, where the answer comes in the response itself.
 */
import { io } from 'socket.io-client';
import { postJson, readEvents } from './event-stream.ts';
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

interface TaskEvent {
  message_id: string;
  data: { type: string; data?: Completion };
}

interface Completion {
  choices?: { delta: { content?: string } }[];
  content?: string;
  done?: boolean;
}

const PATH = '/api/chat/completions';

export function converseOpenWebui(options: ConverseOptions): Promise<Conversed> {
  return options.transport === 'post' ? overPost(options) : overSocket(options);
}

function bodyOf({ prompt, model = 'northwind-large' }: ConverseOptions): object {
  return { model, stream: true, messages: [{ role: 'user', content: prompt }] };
}

async function overPost(options: ConverseOptions): Promise<Conversed> {
  const { behaviour, stop } = options;
  const leave = new AbortController();
  const abort = () => leave.abort();
  const hearing = new Hearing(stop, { cancel: abort, close: abort });
  try {
    const response = await postJson(PATH, bodyOf(options), behaviour, { signal: leave.signal });
    await readEvents(response, (data) => {
      if (data === '[DONE]') hearing.end('complete');
      else hear(hearing, JSON.parse(data) as Completion);
    });
  } catch {
    hearing.end('failed');
  }
  // A stream that ends without its mark has broken.
  hearing.end('failed');
  return hearing.result;
}

async function overSocket(options: ConverseOptions): Promise<Conversed> {
  const { transport = 'websocket', behaviour, stop } = options;
  const id = crypto.randomUUID();
  const socket = io(location.origin, {
    path: '/ws/socket.io/',
    transports: [transport],
    forceNew: true,
    reconnection: false,
    auth: { token: 'secret-owui-token' },
  });
  let task = '';
  const hearing = new Hearing(stop, {
    cancel: () => void postJson(`/api/tasks/stop/${task}`, {}),
    close: () => socket.disconnect(),
  });
  socket.on('events', ({ message_id, data }: TaskEvent) => {
    if (message_id !== id) return;
    if (data.type === 'chat:completion') {
      hear(hearing, data.data ?? {});
      if (data.data?.done === true) hearing.end('complete');
    } else {
      hearing.end('failed');
    }
  });
  await new Promise<void>((resolve) => {
    socket.on('connect', resolve);
    socket.on('connect_error', () => resolve());
  });
  socket.on('disconnect', () => hearing.end('failed'));
  const place = { chat_id: crypto.randomUUID(), id, session_id: socket.id };
  const response = await postJson(PATH, { ...bodyOf(options), ...place }, behaviour);
  if (response.ok) task = ((await response.json()) as { task_id: string }).task_id;
  else hearing.end('failed');
  const conversed = await hearing.result;
  socket.disconnect();
  return conversed;
}

function hear(hearing: Hearing, { choices }: Completion): void {
  const text = choices?.[0]?.delta.content;
  if (text !== undefined && text !== '') hearing.piece(text);
}
