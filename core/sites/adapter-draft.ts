/** The beginning of an adapter, guessed from what one exchange looked like. */
import { plainName } from '../protocols/by-shape/fields.ts';
import type { Adapter } from './adapter-schema.ts';
import type { Sighting } from './sighting.ts';

const ASKED = ['content', 'text', 'prompt', 'question', 'chatinput', 'query', 'message', 'input'];
const SAID = ['answer', 'text', 'content', 'response', 'reply', 'delta', 'output', 'completion'];
const MODEL = ['model', 'modelid', 'modelname'];
const CONVERSATION = ['conversationid', 'chatid', 'threadid', 'sessionid'];
const INPUT = ['inputtokens', 'prompttokens', 'prompttokencount'];
const OUTPUT = ['outputtokens', 'completiontokens', 'candidatestokencount'];

/** `site`: its address without a path. */
export function draftAdapter(sighting: Sighting, site: string, name: string): Adapter {
  const { path, method, requestOutline, answerOutline } = sighting;
  const model = find(requestOutline, MODEL);
  const conversation = find(requestOutline, CONVERSATION);
  const asked = find(requestOutline, ASKED);
  const answerModel = find(answerOutline, MODEL);
  const inputTokens = find(answerOutline, INPUT);
  const outputTokens = find(answerOutline, OUTPUT);
  return {
    name,
    site,
    endpoint: path,
    ...(method === 'GET' ? { method } : {}),
    request: {
      ...(model === undefined ? {} : { model }),
      ...(conversation === undefined ? {} : { conversation }),
      ...(asked === undefined ? {} : { text: [asked] }),
    },
    answer: {
      framing: framingOf(sighting),
      text: [find(answerOutline, SAID) ?? answerOutline[0] ?? '$'],
      ...(answerModel === undefined ? {} : { model: answerModel }),
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
    },
  };
}

/** The first path that ends with the earliest of the names; `chat.id` ends with `chatid` too. */
function find(outline: readonly string[], names: readonly string[]): string | undefined {
  const endings = outline.map((path) => {
    const words = path.split('.').map(plainName);
    return [words.at(-1), words.slice(-2).join('')];
  });
  for (const name of names) {
    const at = endings.findIndex((ending) => ending.includes(name));
    if (at !== -1) return outline[at];
  }
  return undefined;
}

function framingOf({ contentType, transport }: Sighting): 'events' | 'lines' | 'document' {
  if (transport === 'eventsource' || contentType === 'text/event-stream') return 'events';
  return contentType !== null && /ndjson|jsonl|json-seq|text\/plain/.test(contentType)
    ? 'lines'
    : 'document';
}
