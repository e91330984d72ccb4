/**
 * ChatGPT's own page, after others' captures: `POST /backend-api/(f/)conversation` streams the
 * answer, or, with `?handoff=1`, says on which socket it comes.
 */
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { sse } from '../../dialect.ts';
import type { TruthLedger } from '../../truth.ts';
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { answerJson, jsonBodyOf, type Route, sseWire } from '../http-wire.ts';
import { CLOSED, endCall, openCall, tell } from '../model-call.ts';
import { deltaFaults, deltaUtterances } from './delta-encoding.ts';
import { Topics } from './topics.ts';

const Body = z.object({
  action: z.string(),
  model: z.optional(z.string()),
  conversation_id: z.optional(z.nullable(z.string())),
  messages: z.array(z.object({ content: z.object({ parts: z.array(z.string()) }) })),
  demo: z.optional(z.unknown()),
});
const Stop = z.object({ conversation_id: z.string() });

const CONVERSATION = /^\/backend-api\/(f\/)?conversation$/;

export interface ChatGptWeb {
  serve(socket: WebSocket): void;
  route: Route;
}

export function chatGptWeb(truth: TruthLedger): ChatGptWeb {
  const topics = new Topics();
  const running = new Map<string, AbortController>();
  return {
    serve: (socket) => topics.serve(socket, (topic) => running.get(topic)?.abort(CLOSED)),
    async route(request, response, { pathname, searchParams }) {
      if (request.method !== 'POST') return false;
      if (pathname === '/backend-api/stop_conversation') {
        const { conversation_id } = Stop.parse(await jsonBodyOf(request));
        running.get(topicOf(conversation_id))?.abort('stopped');
        answerJson(response, { status: 'success' });
        return true;
      }
      if (!CONVERSATION.test(pathname)) return false;
      const body = Body.parse(await jsonBodyOf(request));
      const behaviour = socketBehaviour(request.headers['x-demo'], body.demo);
      const texts = body.messages.flatMap(({ content }) => content.parts);
      const conversationId = body.conversation_id ?? randomUUID();
      const model = body.model ?? 'northwind-large';
      const asked = { model, texts, usageWanted: false, conversation: conversationId };
      const call = openCall(truth, { protocol: 'chatgpt-web', ...asked }, behaviour);
      if (behaviour.refuse !== undefined) {
        endCall(truth, call, 'error');
        answerJson(response, { detail: 'Too many requests' }, Number(behaviour.refuse));
        return true;
      }
      const said = deltaUtterances(call.spoken, { conversationId, prompt: texts.join('\n') });
      const here = sseWire(response);
      if (searchParams.get('handoff') !== '1') {
        await tell(truth, call, said, here, deltaFaults);
        response.end();
        return true;
      }
      const topic = topicOf(conversationId);
      const stop = new AbortController();
      running.set(topic, stop);
      const wire = topics.open(topic, stop);
      const options = [{ type: 'subscribe_ws_topic', topic_id: topic }];
      here.send(sse({ type: 'stream_handoff', conversation_id: conversationId, options }));
      here.send(sse('[DONE]'));
      response.end();
      void tell(truth, call, said, wire, deltaFaults).then(() => running.delete(topic));
      return true;
    },
  };
}

function topicOf(conversationId: string): string {
  return `conversation-turn-${conversationId}`;
}
