/** A page of the agent platform: it shows who it is, loads what was, and sends messages. */
import { type Frame, openSocket, sendJson } from './frames.ts';
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

const SESSION = 'agent:main:main';

export interface OpenClawPage {
  /** Resolves when the run is over. */
  send(options: ConverseOptions): Promise<Conversed>;
  /** How many old messages came back. */
  history(): Promise<number>;
  /** Ids of the runs that were heard to their end, whoever started them. */
  finished: string[];
  close(): void;
}

/** `path`: where the Gateway listens. Resolves once it has let the page in. */
export async function connectOpenClaw(
  options: { model?: string; path?: '/' | '/openclaw/' } = {},
): Promise<OpenClawPage> {
  const { model = 'northwind-claw', path = '/' } = options;
  const running = new Map<string, Hearing>();
  const answers = new Map<string, (frame: Frame) => void>();
  const finished: string[] = [];
  let challenged = () => {};
  let asked = 0;

  const listen = (frame: Frame) => {
    if (frame['type'] === 'res') answers.get(String(frame['id']))?.(frame);
    if (frame['event'] === 'connect.challenge') challenged();
    if (frame['event'] !== 'chat') return;
    const { runId, state, deltaText } = frame['payload'] as Record<string, string>;
    const hearing = running.get(runId ?? '');
    if (state === 'delta') hearing?.piece(deltaText ?? '');
    if (state === 'delta' || state === 'status') return;
    finished.push(runId ?? '');
    hearing?.end(state === 'final' ? 'complete' : 'failed');
  };
  const lost = () => {
    for (const hearing of running.values()) hearing.end('failed');
  };
  const socket = openSocket(`${path}?model=${encodeURIComponent(model)}`, listen, lost);
  const request = (method: string, params: object): Promise<Frame> =>
    new Promise((resolve) => {
      asked += 1;
      const id = `${asked}:${crypto.randomUUID()}`;
      answers.set(id, resolve);
      sendJson(socket, { type: 'req', id, method, params });
    });

  await new Promise<void>((resolve) => {
    challenged = resolve;
  });
  await request('connect', {
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'openclaw-control-ui', version: '2026.9.6', mode: 'webchat' },
    role: 'operator',
    device: { id: 'device-1', publicKey: 'secret-public-key', signature: 'secret-signature' },
    auth: { token: 'secret-gateway-token', password: 'secret-password' },
  });
  await request('chat.startup', { sessionKey: SESSION, limit: 80 });

  return {
    finished,
    async history() {
      const { payload } = await request('chat.history', { sessionKey: SESSION, limit: 80 });
      return (payload as { messages: object[] }).messages.length;
    },
    async send({ prompt, behaviour = {}, stop }) {
      const runId = crypto.randomUUID();
      const hearing = new Hearing(stop, {
        cancel: () => void request('chat.abort', { sessionKey: SESSION, runId }),
        close: () => socket.close(),
      });
      running.set(runId, hearing);
      const params = { sessionKey: SESSION, message: prompt, idempotencyKey: runId };
      const { ok } = await request('chat.send', { ...params, deliver: false, demo: behaviour });
      if (ok !== true) hearing.end('failed');
      return hearing.result;
    },
    close: () => socket.close(),
  };
}

export async function converseOpenClaw(options: ConverseOptions): Promise<Conversed> {
  const page = await connectOpenClaw(options.model === undefined ? {} : { model: options.model });
  const conversed = await page.send(options);
  page.close();
  return conversed;
}
