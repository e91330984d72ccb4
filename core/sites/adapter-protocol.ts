/** Makes a protocol of an adapter. Apart from its schema, because pages need only this. */
import { decodeAnswer, WireCount } from '../protocols/answer-body.ts';
import { entriesOf, isFields } from '../protocols/by-shape/fields.ts';
import { messagesIn } from '../protocols/by-shape/messages.ts';
import { contentText } from '../protocols/message-text.ts';
import {
  type Answer,
  type Asked,
  asking,
  finish,
  type Protocol,
  report,
  UNREAD,
} from '../protocols/protocol.ts';
import type { Adapter, AnswerPaths } from './adapter-schema.ts';
import { valueAt, valuesAt } from './field-path.ts';
import { isFor, isPathOf } from './endpoint.ts';
import { spokenElsewhere } from './spoken-elsewhere.ts';

/** `known`: the protocols it may name. Null for what is seen on the screen, or is not known here. */
export function adapterProtocol(adapter: Adapter, known: readonly Protocol[]): Protocol | null {
  const { protocol: name, request, answer } = adapter;
  const [first, ...more] = known.filter((protocol) => protocol.name === name);
  if (first !== undefined) return spokenElsewhere(adapter, [first, ...more]);
  return request === undefined || answer === undefined ? null : described(adapter, request, answer);
}

function described(
  adapter: Adapter,
  request: NonNullable<Adapter['request']>,
  answerPaths: AnswerPaths,
): Protocol {
  return {
    name: 'adapter',
    endpoint: (path) => isPathOf(adapter, path),
    read: (wire) => {
      if (!isFor(adapter, wire) || wire.body === UNREAD) return null;
      const body = wire.body === undefined ? wire.fields : wire.body;
      const text = (request.text ?? []).flatMap((path) =>
        valuesAt(body, path).flatMap((value) => contentText(value)),
      );
      // The same endpoint may be used for something that is no prompt.
      if (request.text !== undefined && text.length === 0) return null;
      const said = isFields(body) ? messagesIn(entriesOf(body)) : null;
      const { turn, answers } = typeof said === 'object' && said !== null ? said : PROMPT;
      return asking({
        model: valueAt(body, request.model) ?? null,
        conversation: wordAt(body, request.conversation),
        turn,
        answers,
        text,
        messages: Math.max(1, text.length),
        trigger: triggerOf(request, body),
      });
    },
    decoder: () => {
      const take = (data: unknown, answer: Answer) => takePart(data, answer, answerPaths);
      const lines = answerPaths.framing === 'lines' ? { line: take } : {};
      return decodeAnswer({
        event: take,
        plain: take,
        ...lines,
        document: (data, answer) => {
          take(data, answer);
          // One that can be read is whole.
          finish(answer);
          return true;
        },
      });
    },
  };
}

const PROMPT = { turn: 'prompt', answers: [] as string[] } as const;

function wordAt(body: unknown, path: string | undefined): string | null {
  const value = valueAt(body, path);
  const isWord =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isWord ? String(value) : null;
}

function triggerOf({ trigger }: NonNullable<Adapter['request']>, body: unknown): Asked['trigger'] {
  const word = wordAt(body, trigger?.path);
  return trigger === undefined || word === null || !Object.hasOwn(trigger.values, word)
    ? null
    : (trigger.values[word] ?? null);
}

/** An event, a line or a document; it may lack anything, so it is always taken. */
function takePart(data: unknown, answer: Answer, paths: AnswerPaths): true {
  for (const path of paths.text) {
    for (const value of valuesAt(data, path)) answer.text.push(...contentText(value));
  }
  answer.model = valueAt(data, paths.model) ?? answer.model;
  report(answer, {
    inputTokens: countAt(data, paths.inputTokens),
    outputTokens: countAt(data, paths.outputTokens),
    cachedInputTokens: countAt(data, paths.cachedInputTokens),
    reasoningTokens: countAt(data, paths.reasoningTokens),
  });
  if (paths.tools !== undefined) {
    for (const name of valuesAt(data, paths.tools)) {
      if (typeof name === 'string') answer.toolCalls.push({ id: null, name });
    }
  }
  const is = (when: AnswerPaths['end']) =>
    when !== undefined && valuesAt(data, when.path).includes(when.equals);
  if (is(paths.error)) answer.ending = 'failed';
  else if (is(paths.end)) finish(answer);
  return true;
}

function countAt(data: unknown, path: string | undefined): number | undefined {
  return path === undefined ? undefined : WireCount.parse(valueAt(data, path));
}
