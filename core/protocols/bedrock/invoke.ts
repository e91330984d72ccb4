/**
 * What models say under `invoke`, each in its provider's own protocol: Anthropic's, Converse's for
 * Amazon Nova, and the few fields that matter of Llama and Titan. The last chunk of any stream
 * carries Bedrock's own figures.
 * Source: Amazon's documentation of inference parameters; Anthropic's as in its own file.
 */
import * as z from 'zod/mini';
import { anthropicMessages, anthropicReader } from '../anthropic-messages.ts';
import { whenFits, WireCount, WireText } from '../answer-body.ts';
import { contentText } from '../message-text.ts';
import { type Answer, type Asked, asking, finish, report, type WireRequest } from '../protocol.ts';
import { askedOfConverse, takeConverse } from './converse.ts';

/** Llama and Mistral take a `prompt`, Titan an `inputText`. */
const Plain = z.object({ prompt: WireText, inputText: WireText });

const Metrics = z.object({ inputTokenCount: WireCount, outputTokenCount: WireCount });

const Said = z.object({
  generation: WireText,
  outputText: WireText,
  stop_reason: WireText,
  completionReason: WireText,
  prompt_token_count: WireCount,
  generation_token_count: WireCount,
  inputTextTokenCount: WireCount,
  totalOutputTextTokenCount: WireCount,
  tokenCount: WireCount,
  results: z.optional(z.array(z.unknown())),
  'amazon-bedrock-invocationMetrics': z.catch(z.optional(Metrics), undefined),
});
type Said = z.infer<typeof Said>;

/** Embeddings are made of `inputText` too, and are no answers. */
const NO_ANSWERS = /embed|rerank/;

export function askedOfInvoke(request: WireRequest, model: string): Asked | null {
  const { body } = request;
  if (typeof body !== 'object' || body === null || NO_ANSWERS.test(model)) return null;
  if ('anthropic_version' in body) {
    const asked = anthropicMessages.read({ ...request, path: '/v1/messages' });
    return asked === null ? null : { ...asked, model };
  }
  const { prompt, inputText = prompt } = Plain.safeParse(body).data ?? {};
  if (inputText === undefined) return askedOfConverse(body, model);
  return asking({ model, turn: 'prompt', text: [inputText], messages: 1 });
}

/** One event of a stream, or, with the reader's `document`, a whole answer. */
export function takeInvoke(data: unknown, answer: Answer, as: 'event' | 'document'): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if ('type' in data) return anthropicReader[as](data, answer, undefined);
  // Nova's events are Converse's, each under its name; its whole answers are Converse's too.
  for (const part of Object.values(data)) takeConverse(part, answer);
  return takeConverse(data, answer) && takeSaid(data, answer);
}

const takeSaid = whenFits(Said, (said, answer) => {
  takeFigures(said, answer);
  for (const result of said.results ?? []) {
    const { success, data } = Said.safeParse(result);
    if (success) takeFigures(data, answer);
  }
});

function takeFigures(said: Said, answer: Answer): void {
  answer.text.push(...contentText(said.generation), ...contentText(said.outputText));
  const metrics = said['amazon-bedrock-invocationMetrics'];
  report(answer, {
    inputTokens: metrics?.inputTokenCount ?? said.prompt_token_count ?? said.inputTextTokenCount,
    outputTokens:
      metrics?.outputTokenCount ??
      said.generation_token_count ??
      said.totalOutputTextTokenCount ??
      said.tokenCount,
  });
  if ((metrics ?? said.stop_reason ?? said.completionReason) !== undefined) finish(answer);
}
