/**
 * LibreChat: the POST starts a generation and names its stream, the answer comes over a GET that
 * may be resumed. `?resumable=false` is the older server, which streams in the POST.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { TruthLedger } from '../../truth.ts';
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { answerJson, jsonBodyOf, type Route } from '../http-wire.ts';
import { endCall, openCall } from '../model-call.ts';
import { generate } from './generation.ts';
import { Job } from './job.ts';

const Body = z.object({
  text: z.string(),
  model: z.optional(z.string()),
  conversationId: z.optional(z.nullable(z.string())),
  demo: z.optional(z.unknown()),
});
const Abort = z.object({ streamId: z.optional(z.string()) });

const CHAT = '/api/agents/chat/';
const STREAM = '/api/agents/chat/stream/';

export function libreChat(truth: TruthLedger): Route {
  const jobs = new Map<string, Job>();
  return async (request, response, { pathname, searchParams }) => {
    if (!pathname.startsWith(CHAT)) return false;
    if (request.method === 'GET' && pathname.startsWith(STREAM)) {
      const job = jobs.get(decodeURIComponent(pathname.slice(STREAM.length)));
      if (job === undefined) answerJson(response, { error: 'Stream not found' }, 404);
      else job.listen(response, searchParams.get('resume') === 'true');
      return true;
    }
    if (request.method !== 'POST') return false;
    if (pathname === `${CHAT}abort`) {
      const { streamId = '' } = Abort.parse(await jsonBodyOf(request));
      jobs.get(streamId)?.stop();
      answerJson(response, { success: true, aborted: streamId });
      return true;
    }
    const { text, demo, ...body } = Body.parse(await jsonBodyOf(request));
    const behaviour = socketBehaviour(request.headers['x-demo'], demo);
    const model = body.model ?? 'northwind-large';
    const tellsUsage = searchParams.get('resumable') !== 'false';
    if (behaviour.refuse !== undefined) {
      const asked = { model, texts: [text], usageWanted: tellsUsage };
      endCall(truth, openCall(truth, { protocol: 'librechat', ...asked }, behaviour), 'error');
      answerJson(response, { message: 'Rate limit reached.' }, Number(behaviour.refuse));
      return true;
    }
    const job = new Job(randomUUID());
    const conversationId = body.conversationId ?? job.id;
    jobs.set(job.id, job);
    if (tellsUsage) {
      answerJson(response, { streamId: job.id, conversationId, status: 'started' });
    } else {
      // Here the answer ends with whoever asked for it.
      response.on('close', () => job.stop());
      job.listen(response, false);
    }
    void generate(truth, { job, conversationId, text, model, behaviour, tellsUsage });
    return true;
  };
}
