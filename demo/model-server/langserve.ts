/** LangServe: a chain at a path of its own, with `/stream` and `/invoke`. */
import * as z from 'zod/mini';
import { apology, type Dialect, HOUSE_MODEL, NO_JSON, oneMessage, sse } from './dialect.ts';
import { aiMessage, turnsOf } from './langchain-messages.ts';

const Body = z.object({ input: z.union([z.string(), z.record(z.string(), z.unknown())]) });

export const langserveStream = langserve(true);
export const langserveInvoke = langserve(false);

function langserve(stream: boolean): Dialect {
  return {
    protocol: 'langgraph',
    headers: {},
    runsTools: false,
    read(body) {
      const { input } = Body.parse(body);
      const texts = typeof input === 'string' ? [input] : Object.values(input);
      return oneMessage('', {
        model: HOUSE_MODEL,
        stream,
        usageWanted: true,
        texts: texts.filter((text) => typeof text === 'string'),
      });
    },
    *stream(spoken) {
      yield { wire: sse({ run_id: spoken.id }, 'metadata'), text: '' };
      const data = (message: object) => sse(message, 'data');
      for (const turn of turnsOf(spoken)) {
        for (const text of turn.pieces) {
          yield { wire: data(aiMessage(turn, 'AIMessageChunk', text, false)), text };
        }
        yield { wire: data(aiMessage(turn, 'AIMessageChunk', '', true)), text: '' };
      }
      yield { wire: 'event: end\n\n', text: '' };
    },
    whole: (spoken) => {
      const [turn] = turnsOf(spoken);
      const output = turn && aiMessage(turn, 'ai', turn.pieces.join(''), true);
      return { output, metadata: { run_id: spoken.id } };
    },
    midStreamError: () => sse({ status_code: 500, message: 'Internal Server Error' }, 'error'),
    malformed: () => sse(NO_JSON, 'data'),
    refusal: (status) => ({ detail: apology(status) }),
  };
}
