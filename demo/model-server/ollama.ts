/** `/api/chat` and `/api/generate`, read in ollama 0.6: lines of JSON, streamed unless told not to. */
import * as z from 'zod/mini';
import {
  apology,
  type Dialect,
  jsonLine,
  NO_JSON,
  oneMessage,
  OVERLOADED,
  type Spoken,
} from './dialect.ts';

const Chat = z.object({
  model: z.string(),
  stream: z.optional(z.boolean()),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.optional(z.string()),
      tool_calls: z.optional(z.array(z.unknown())),
    }),
  ),
  tools: z.optional(z.array(z.unknown())),
});

const Generate = z.object({
  model: z.string(),
  stream: z.optional(z.boolean()),
  system: z.optional(z.string()),
  prompt: z.string(),
});

const both = {
  protocol: 'ollama',
  headers: { 'content-type': 'application/x-ndjson' },
  runsTools: false,
  midStreamError: () => jsonLine({ error: OVERLOADED }),
  malformed: () => `${NO_JSON}\n`,
  refusal: (status: number) => ({ error: apology(status) }),
} as const;

export const ollamaChat: Dialect = {
  ...both,
  read(body) {
    const { model, stream, messages, tools } = Chat.parse(body);
    const lastPrompt = messages.findLastIndex(({ role }) => role === 'user');
    return {
      model,
      stream: stream !== false,
      usageWanted: true,
      texts: [
        ...messages.flatMap(({ content, tool_calls }) => [
          ...(content === undefined ? [] : [content]),
          ...(tool_calls === undefined ? [] : [JSON.stringify(tool_calls)]),
        ]),
        ...(tools === undefined ? [] : [JSON.stringify(tools)]),
      ],
      messages: messages.length,
      turn: messages.filter(({ role }) => role === 'user').length - 1,
      stepsTaken:
        tools === undefined
          ? null
          : messages.slice(lastPrompt).filter(({ tool_calls }) => tool_calls !== undefined).length,
    };
  },
  *stream(spoken) {
    const line = (message: object) =>
      jsonLine({ ...stamp(spoken), message: { role: 'assistant', ...message }, done: false });
    for (const content of spoken.pieces) yield { wire: line({ content }), text: content };
    for (const call of spoken.calls) {
      const wire = line({ content: '', tool_calls: [toolCall(call)] });
      yield { wire, text: call.name + call.json };
    }
    const message = { role: 'assistant', content: '' };
    yield { wire: jsonLine({ ...stamp(spoken), message, ...ending(spoken) }), text: '' };
  },
  whole: (spoken) => ({
    ...stamp(spoken),
    message: {
      role: 'assistant',
      content: spoken.pieces.join(''),
      ...(spoken.calls.length === 0 ? {} : { tool_calls: spoken.calls.map(toolCall) }),
    },
    ...ending(spoken),
  }),
};

export const ollamaGenerate: Dialect = {
  ...both,
  read(body) {
    const { model, stream, system, prompt } = Generate.parse(body);
    return oneMessage(prompt, {
      model,
      stream: stream !== false,
      usageWanted: true,
      texts: [...(system === undefined ? [] : [system]), prompt],
    });
  },
  *stream(spoken) {
    for (const response of spoken.pieces) {
      yield { wire: jsonLine({ ...stamp(spoken), response, done: false }), text: response };
    }
    yield { wire: jsonLine({ ...stamp(spoken), response: '', ...ending(spoken) }), text: '' };
  },
  whole: (spoken) => ({
    ...stamp(spoken),
    response: spoken.pieces.join(''),
    ...ending(spoken),
  }),
};

function stamp({ model }: Spoken) {
  return { model, created_at: new Date().toISOString() };
}

function toolCall({ name, json }: Spoken['calls'][number]) {
  return { function: { name, arguments: JSON.parse(json) as unknown } };
}

/** Durations are in nanoseconds here. */
function ending({ usage }: Spoken) {
  return {
    done: true,
    done_reason: 'stop',
    total_duration: 900_000_000,
    load_duration: 100_000_000,
    prompt_eval_count: usage.inputTokens,
    prompt_eval_duration: 200_000_000,
    eval_count: usage.outputTokens,
    eval_duration: 600_000_000,
  };
}
