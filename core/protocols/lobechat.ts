/**
 * LobeChat: `POST /webapi/chat/{provider}`, an OpenAI request, answered by events whose names say
 * what they are and whose data is JSON even where it is only text.
 * Source: LobeHub's model-runtime.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { openaiChat } from './openai-chat.ts';
import { type Answer, finish, type Protocol, report } from './protocol.ts';

const Calls = z.array(
  z.object({
    index: WireCount,
    id: WireText,
    function: z.optional(z.object({ name: WireText, arguments: WireText })),
  }),
);

const Usage = z.object({
  totalInputTokens: WireCount,
  totalOutputTokens: WireCount,
  inputCachedTokens: WireCount,
  outputReasoningTokens: WireCount,
});

const PATH = /\/webapi\/chat\/[^/]+$/;

export const lobechat: Protocol = {
  name: 'lobechat',
  endpoint: (path) => PATH.test(path),
  read: (request) =>
    PATH.test(request.path) ? openaiChat.read({ ...request, path: '/chat/completions' }) : null,
  decoder() {
    const calls: Answer['toolCalls'] = [];
    const takeCalls = whenFits(Calls, (pieces, answer) => {
      for (const [place, { index = place, id, function: called }] of pieces.entries()) {
        let call = calls[Math.min(index, 1000)];
        if (call === undefined) {
          call = { id: null, name: null };
          calls[Math.min(index, 1000)] = call;
          answer.toolCalls.push(call);
        }
        call.id = id ?? call.id;
        call.name = called?.name ?? call.name;
        answer.text.push(called?.name ?? '', called?.arguments ?? '');
      }
    });
    const takeUsage = whenFits(Usage, (usage, answer) => {
      report(answer, {
        inputTokens: usage.totalInputTokens,
        outputTokens: usage.totalOutputTokens,
        cachedInputTokens: usage.inputCachedTokens,
        reasoningTokens: usage.outputReasoningTokens,
      });
    });
    return decodeAnswer({
      event: (data, answer, name) => {
        if (name === 'tool_calls') return takeCalls(data, answer);
        if (name === 'usage') return takeUsage(data, answer);
        if (name === 'stop') finish(answer);
        else if (name === 'error') answer.ending = 'failed';
        else if (name === 'text' || name === 'reasoning') {
          if (typeof data === 'string') answer.text.push(data);
        }
        return true;
      },
      document: () => false,
    });
  },
};
