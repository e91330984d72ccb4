/**
 * Dify: `POST …/chat-messages`, `…/completion-messages`, `…/workflows/run`. An agent's thoughts
 * name its tools; a workflow tells only the sum of its tokens.
 * Source: Dify's API reference.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { jsonText } from './message-text.ts';
import { type Answer, asking, finish, type Protocol, report } from './protocol.ts';

const Request = z.object({
  query: WireText,
  inputs: z.optional(z.unknown()),
  conversation_id: WireText,
});

const Usage = z.object({ prompt_tokens: WireCount, completion_tokens: WireCount });
const Event = z.object({
  event: WireText,
  conversation_id: WireText,
  answer: WireText,
  id: WireText,
  tool: WireText,
  tool_input: WireText,
  metadata: z.catch(z.optional(z.object({ usage: z.optional(Usage) })), undefined),
  data: z.catch(
    z.optional(
      z.object({
        text: WireText,
        status: WireText,
        outputs: z.optional(z.unknown()),
        total_tokens: WireCount,
      }),
    ),
    undefined,
  ),
});
type Event = z.infer<typeof Event>;

const PATH = /\/(chat-messages|completion-messages|workflows\/(?:[^/]+\/)?run)$/;

export const dify: Protocol = {
  name: 'dify',
  endpoint: (path) => PATH.test(path),
  read({ path, body }) {
    if (!PATH.test(path)) return null;
    const { success, data } = Request.safeParse(body);
    if (!success) return null;
    const { query, inputs, conversation_id } = data;
    return asking({
      conversation: conversation_id === '' ? null : (conversation_id ?? null),
      turn: 'prompt',
      text: query === undefined ? inputTexts(inputs) : [query],
      messages: 1,
    });
  },
  decoder() {
    const thoughts = new Set<string>();
    const take = whenFits(Event, (event, answer) => takeEvent(event, answer, thoughts));
    return decodeAnswer({ event: take, document: take });
  },
};

function takeEvent(event: Event, answer: Answer, thoughts: Set<string>): void {
  const { event: name, data, metadata } = event;
  answer.conversation = event.conversation_id ?? answer.conversation;
  if (event.answer !== undefined) answer.text.push(event.answer);
  // Told again once the tool has run.
  const { id = '', tool, tool_input } = event;
  if (name === 'agent_thought' && tool !== undefined && tool !== '' && !thoughts.has(id)) {
    thoughts.add(id);
    // Several tools at once are one name, parted by semicolons.
    for (const each of tool.split(';')) answer.toolCalls.push({ id: null, name: each });
    answer.text.push(tool, tool_input ?? '');
  }
  if (name === 'text_chunk') answer.text.push(data?.text ?? '');
  report(answer, {
    inputTokens: metadata?.usage?.prompt_tokens,
    outputTokens: metadata?.usage?.completion_tokens,
    totalTokens: data?.total_tokens,
  });
  if (name === 'error') answer.ending = 'failed';
  else if (name === 'message_end' || metadata?.usage !== undefined) finish(answer);
  else if (name === 'workflow_finished' || (name === undefined && data?.status !== undefined)) {
    if (answer.text.length === 0) answer.text.push(...jsonText(data?.outputs));
    if (data?.status === 'failed') answer.ending = 'failed';
    else if (data?.status !== 'stopped') finish(answer);
  }
}

function inputTexts(inputs: unknown): string[] {
  if (typeof inputs !== 'object' || inputs === null) return [];
  return Object.values(inputs).filter((input): input is string => typeof input === 'string');
}
