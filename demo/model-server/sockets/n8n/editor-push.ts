/**
 * n8n's editor: `/rest/push` tells every open editor of executions. The editor starts one by
 * `POST /rest/workflows/:id/run`; `POST /n8n/start?mode=…` is everything else that may.
 */
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import type { TruthLedger } from '../../truth.ts';
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { answerJson, jsonBodyOf, type Route } from '../http-wire.ts';
import { lineOf, type SocketLine } from '../socket-line.ts';
import { execute, MODES, type Mode, type Push } from './execution.ts';

const Run = z.object({
  chatInput: z.optional(z.string()),
  model: z.optional(z.string()),
  mode: z.optional(z.enum(['manual', 'chat'])),
  demo: z.optional(z.unknown()),
});

export interface EditorPush {
  serve(socket: WebSocket, url: URL): void;
  route: Route;
}

export function editorPush(truth: TruthLedger): EditorPush {
  const editors = new Map<SocketLine, string>();
  const running = new Map<string, AbortController>();

  /** `pushRef`: the editor that started it, whose leaving does not end it. */
  const start = (mode: Mode, asked: z.infer<typeof Run>, behaviour: unknown, pushRef?: string) => {
    const id = randomUUID();
    const stop = new AbortController();
    const starter = [...editors].find(([, ref]) => ref === pushRef)?.[0];
    running.set(id, stop);
    const wire = {
      send: (push: Push) => {
        for (const editor of editors.keys()) editor.socket.send(...written(push));
      },
      cut: () => {
        for (const editor of editors.keys()) editor.cut();
      },
      gone: stop.signal,
      ...(starter === undefined ? {} : { left: starter.gone }),
    };
    const { chatInput: prompt = 'Sum up the week.', model = 'northwind-large' } = asked;
    const execution = { id, mode, prompt, model, behaviour: socketBehaviour(behaviour) };
    void execute(truth, execution, wire).then(() => running.delete(id));
    return id;
  };

  return {
    serve(socket, url) {
      const line = lineOf(socket);
      editors.set(line, url.searchParams.get('pushRef') ?? '');
      socket.on('close', () => editors.delete(line));
    },
    async route(request, response, { pathname, searchParams }) {
      if (request.method !== 'POST') return false;
      if (/^\/rest\/workflows\/[\w-]+\/run$/.test(pathname)) {
        const asked = Run.parse(await jsonBodyOf(request));
        const pushRef = String(request.headers['push-ref'] ?? '');
        const behaviour = request.headers['x-demo'] ?? asked.demo;
        const executionId = start(asked.mode ?? 'manual', asked, behaviour, pushRef);
        answerJson(response, { data: { executionId } });
        return true;
      }
      const stopping = /^\/rest\/executions\/([\w-]+)\/stop$/.exec(pathname)?.[1];
      if (stopping !== undefined) {
        running.get(stopping)?.abort('stopped');
        answerJson(response, { data: { status: 'canceled' } });
        return true;
      }
      if (pathname !== '/n8n/start') return false;
      const mode = MODES.find((known) => known === searchParams.get('mode'));
      if (mode === undefined) throw new Error(`mode is one of ${MODES.join(', ')}`);
      const model = searchParams.get('model');
      start(mode, model === null ? {} : { model }, searchParams.get('demo'));
      answerJson(response, {}, 202);
      return true;
    },
  };
}

function written(push: Push): [data: string | Buffer, options: { binary: boolean }] {
  const text = typeof push === 'string' ? push : JSON.stringify(push);
  const binary = typeof push !== 'string' && push.type === 'nodeExecuteAfterData';
  return [binary ? Buffer.from(text) : text, { binary }];
}
