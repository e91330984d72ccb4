/**
 * Open WebUI: `POST /api/chat/completions` answers in the response itself, or, where it names a
 * session, a chat and a message, by a task whose answer comes over socket.io.
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import type { Behaviour } from '../../behaviour.ts';
import { openaiChat } from '../../openai-chat.ts';
import type { TruthLedger } from '../../truth.ts';
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { answerJson, jsonBodyOf, type Route, sseWire } from '../http-wire.ts';
import { endCall, type ModelCall, openCall, tell, type Utterance } from '../model-call.ts';
import { openaiFaults } from '../openai-faults.ts';
import type { EventsSocket } from './events-socket.ts';
import { taskFaults, taskUtterances } from './task-events.ts';

const Body = z.object({
  model: z.string(),
  chat_id: z.optional(z.string()),
  id: z.optional(z.string()),
  session_id: z.optional(z.string()),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  stream: z.optional(z.boolean()),
  demo: z.optional(z.unknown()),
});
type Body = z.infer<typeof Body>;

const AUTOMATION: Body = {
  model: 'northwind-small',
  messages: [{ role: 'user', content: 'Sum up what came in this morning.' }],
};

export function openWebui(truth: TruthLedger, events: EventsSocket): Route {
  const tasks = new Map<string, AbortController>();

  /** Resolves when the task is over. */
  const runTask = async (call: ModelCall, task: string, body: Body) => {
    const { chat_id = '', id = '', session_id = '' } = body;
    const stop = new AbortController();
    tasks.set(task, stop);
    const wire = {
      send: (data: object | string) => events.emit(chat_id, id, data),
      cut: () => events.drop(),
      gone: stop.signal,
      left: events.left(session_id),
    };
    const ending = await tell(truth, call, taskUtterances(call.spoken), wire, taskFaults);
    if (ending === 'aborted') events.emit(chat_id, id, { type: 'chat:tasks:cancel' });
    tasks.delete(task);
  };

  return async (request, response, { pathname, searchParams }) => {
    if (request.method !== 'POST') return false;
    if (pathname === '/api/chat/completions') {
      const body = Body.parse(await jsonBodyOf(request));
      const behaviour = socketBehaviour(request.headers['x-demo'], body.demo);
      const bySocket = [body.chat_id, body.id, body.session_id].every((part) => part);
      const call = callOf(truth, body, behaviour, bySocket ? 'page' : undefined);
      if (behaviour.refuse !== undefined) {
        endCall(truth, call, 'error');
        answerJson(response, { detail: 'Rate limit reached.' }, Number(behaviour.refuse));
      } else if (bySocket) {
        const task = randomUUID();
        answerJson(response, { status: true, task_id: task });
        void runTask(call, task, body);
      } else {
        await answerInPlace(truth, call, response);
      }
      return true;
    }
    if (pathname.startsWith('/api/tasks/stop/')) {
      tasks.get(pathname.slice('/api/tasks/stop/'.length))?.abort('stopped');
      answerJson(response, { status: true });
      return true;
    }
    if (pathname === '/open-webui/start') {
      const body = { ...AUTOMATION, chat_id: randomUUID(), id: randomUUID() };
      const behaviour = socketBehaviour(searchParams.get('demo'));
      void runTask(callOf(truth, body, behaviour, 'schedule'), randomUUID(), body);
      answerJson(response, {}, 202);
      return true;
    }
    return false;
  };
}

function callOf(
  truth: TruthLedger,
  { model, messages, stream, chat_id, id }: Body,
  behaviour: Behaviour,
  task: 'page' | 'schedule' | undefined,
): ModelCall {
  return openCall(
    truth,
    {
      protocol: 'open-webui',
      model,
      texts: messages.map(({ content }) => content),
      messages: messages.length,
      turn: messages.filter(({ role }) => role === 'user').length - 1,
      usageWanted: true,
      streamed: task !== undefined || stream === true,
      initiation: task ?? 'page',
      ...(chat_id === undefined ? {} : { conversation: chat_id }),
      ...(id === undefined ? {} : { run: id }),
    },
    behaviour,
  );
}

async function answerInPlace(truth: TruthLedger, call: ModelCall, response: ServerResponse) {
  if (!call.entry.streamed) {
    const whole = { frames: [JSON.stringify(openaiChat.whole(call.spoken))], text: '' };
    const wire = sseWire(response, { 'content-type': 'application/json' });
    await tell(truth, call, [whole], wire, openaiFaults);
  } else {
    await tell(truth, call, chunks(call), sseWire(response), openaiFaults);
  }
  response.end();
}

function* chunks({ spoken }: ModelCall): Iterable<Utterance<string | Uint8Array>> {
  for (const { wire, text } of openaiChat.stream(spoken)) yield { frames: [wire], text };
}
