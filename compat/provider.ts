/** A model's provider on loopback: OpenAI's chat completions, scripted, with a log of each call. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { countInput, countText } from '../demo/model-server/tokens.ts';
import type { Act, Answer, ServedCall, ToolAnswer } from './served.ts';

export const MODEL = 'mock-1';

export interface Provider {
  /** Its API's base address, ending in `/v1`. */
  url: string;
  calls: readonly ServedCall[];
  close(): Promise<void>;
}

const Body = z.object({
  model: z.string(),
  stream: z.optional(z.nullable(z.boolean())),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.optional(z.unknown()),
      tool_calls: z.optional(z.unknown()),
    }),
  ),
  tools: z.optional(z.unknown()),
});
type Message = z.infer<typeof Body>['messages'][number];

/** Between two pieces of a streamed answer, in ms. */
const PACE = 25;
/** What a call is answered that no act asked for: apps make calls of their own. */
const UNASKED: Answer = { text: 'A short title' };

export async function startProvider(acts: readonly Act[]): Promise<Provider> {
  const calls: ServedCall[] = [];
  const server = createServer((request, response) => {
    serve(request, response, acts, calls).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  acts: readonly Act[],
  calls: ServedCall[],
): Promise<void> {
  if (request.url?.endsWith('/models') === true) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data: [{ id: MODEL, object: 'model' }] }));
    return;
  }
  const { model, stream, messages, tools } = Body.parse(JSON.parse(await text(request)));
  const { act, step } = asked(messages, acts);
  const answer = act?.answers[Math.min(step, act.answers.length - 1)] ?? UNASKED;
  const inputTokens = countInput(
    [...messages.map(readByModel), tools === undefined ? '' : JSON.stringify(tools)],
    messages.length,
  );
  const call: ServedCall = {
    mark: act?.mark ?? null,
    step,
    startedAt: Date.now(),
    endedAt: null,
    model,
    streamed: stream === true,
    inputTokens,
    outputTokens: countText('text' in answer ? answer.text : JSON.stringify(answer)),
    stopped: false,
    // Providers keep what stood before the last turn.
    cachedInputTokens: messages.length > 2 ? Math.floor(inputTokens / 2) : 0,
    toolCalls: 'text' in answer ? [] : [answer.inner ?? answer.tool],
  };
  calls.push(call);
  const id = `chatcmpl-compat${calls.length}`;
  const envelope = { id, created: Math.floor(call.startedAt / 1000), model };
  const usage = {
    prompt_tokens: call.inputTokens,
    completion_tokens: call.outputTokens,
    total_tokens: call.inputTokens + call.outputTokens,
    prompt_tokens_details: { cached_tokens: call.cachedInputTokens },
  };
  const finish_reason = 'text' in answer ? 'stop' : 'tool_calls';
  if (call.streamed) {
    response.setHeader('content-type', 'text/event-stream');
    const send = (rest: object) =>
      response.write(
        `data: ${JSON.stringify({ ...envelope, object: 'chat.completion.chunk', ...rest })}\n\n`,
      );
    let said = '';
    for (const delta of deltas(answer, id)) {
      send({ choices: [{ index: 0, delta, finish_reason: null }] });
      said += delta.content ?? '';
      await pause(('pace' in answer ? answer.pace : undefined) ?? PACE);
      call.stopped = response.destroyed;
      if (call.stopped) break;
    }
    if (call.stopped) call.outputTokens = countText(said);
    send({ choices: [{ index: 0, delta: {}, finish_reason }] });
    send({ choices: [], usage });
    response.end('data: [DONE]\n\n');
  } else {
    const message = { role: 'assistant', content: null, ...whole(answer, id) };
    const choices = [{ index: 0, message, finish_reason }];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...envelope, object: 'chat.completion', choices, usage }));
  }
  call.endedAt = Date.now();
}

/**
 * The latest act whose mark stands in the prompts, and how many calls of tools came after it. Acts
 * happen in order; an older mark may stand behind it, in what an app adds to a prompt.
 */
function asked(messages: readonly Message[], acts: readonly Act[]) {
  for (const act of acts.toReversed()) {
    const prompt = messages.findLastIndex(
      (message) => message.role === 'user' && readByModel(message).includes(act.mark),
    );
    if (prompt < 0) continue;
    const after = messages.slice(prompt + 1);
    return { act, step: after.filter(({ tool_calls }) => tool_calls !== undefined).length };
  }
  return { act: null, step: 0 };
}

function readByModel({ content, tool_calls }: Message): string {
  const said = typeof content === 'string' ? content : content ? JSON.stringify(content) : '';
  return tool_calls === undefined ? said : said + JSON.stringify(tool_calls);
}

const toolCall = (answer: ToolAnswer, id: string) => ({
  id: `call_${id}`,
  type: 'function',
  function: { name: answer.tool, arguments: JSON.stringify(answer.arguments) },
});

function whole(answer: Answer, id: string): object {
  return 'text' in answer ? { content: answer.text } : { tool_calls: [toolCall(answer, id)] };
}

function* deltas(answer: Answer, id: string): Generator<{ content?: string }> {
  const opening = { role: 'assistant', content: '' };
  yield opening;
  if ('text' in answer) for (const content of answer.text.split(/(?= )/)) yield { content };
  else {
    const calls = { tool_calls: [{ index: 0, ...toolCall(answer, id) }] };
    yield calls as { content?: string };
  }
}
