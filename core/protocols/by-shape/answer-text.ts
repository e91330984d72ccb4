/**
 * The text in an answer of an unknown app: gathered by the field it stands in, so that what is
 * told twice, growing or at the end once more, is counted once.
 */
import { entriesOf, isFields } from './fields.ts';
import { speakerOf } from './messages.ts';

/** How sure a field is to hold what a model said. */
export type Certainty = 'sure' | 'maybe';

const SURE = new Set([
  'answer',
  'answertext',
  'response',
  'responsetext',
  'completion',
  'reply',
  'generatedtext',
  'outputtext',
  'botresponse',
  'aimessage',
  'delta',
  'token',
  'chunk',
  'reasoning',
  'reasoningcontent',
  'thinking',
  'thought',
]);
const MAYBE = new Set(['text', 'content', 'message', 'result', 'msg', 'data', 'value', 'output']);
/** Objects to look into; within the sure ones a plain `text` is sure too. */
const SURE_WITHIN = new Set([
  'choices',
  'candidates',
  'delta',
  'answer',
  'response',
  'completion',
  'reply',
  'generation',
  'generations',
  'output',
  'outputs',
  'contentblock',
]);
const MAYBE_WITHIN = new Set([
  'message',
  'data',
  'result',
  'results',
  'content',
  'parts',
  'payload',
  'event',
  'chunk',
  'body',
  'value',
]);
/** Other lists are results of a search, rows of a table. */
const LISTS = new Set([
  'choices',
  'candidates',
  'generations',
  'outputs',
  'output',
  'content',
  'parts',
]);

/** Events that tell of the work and not of its outcome. */
const ASIDE =
  /status|progress|heartbeat|ping|debug|metadata|source|citation|title|error|tool|trace|usage/i;

const MAX_FIELDS = 40;
const MAX_DEPTH = 8;

interface Gathered {
  certainty: Certainty;
  pieces: string[];
}

export class AnswerText {
  readonly #fields = new Map<string, Gathered>();

  /** `name`: of the event it came in. */
  take(data: unknown, name = ''): void {
    if (typeof data === 'string') {
      this.add(`${name} `, 'maybe', data);
      return;
    }
    const items: unknown[] = Array.isArray(data) ? data.slice(0, MAX_FIELDS) : [data];
    for (const item of items) {
      const kind = isFields(item) ? kindOf(entriesOf(item)) : '';
      if (ASIDE.test(name) || ASIDE.test(kind)) continue;
      this.#look(item, `${name} ${kind}`, Array.isArray(data) ? null : 'maybe', MAX_DEPTH);
    }
  }

  add(field: string, certainty: Certainty, text: string): void {
    const known = this.#fields.get(field);
    if (known !== undefined) known.pieces.push(text);
    else if (this.#fields.size < MAX_FIELDS) {
      this.#fields.set(field, { certainty, pieces: [text] });
    }
  }

  /** All that the surest fields said, each thing once. */
  whole(): { certainty: Certainty; texts: string[]; pieces: number } | null {
    const said = [...this.#fields.values()]
      .map(({ certainty, pieces }) => ({ certainty, text: joined(pieces), pieces: pieces.length }))
      .filter(({ text }) => text.trim() !== '');
    if (said.length === 0) return null;
    const certainty = said.some((field) => field.certainty === 'sure') ? 'sure' : 'maybe';
    const surest = said
      .filter((field) => field.certainty === certainty)
      .toSorted((a, b) => b.text.length - a.text.length);
    const texts: string[] = [];
    for (const { text } of surest) {
      if (!texts.some((longer) => longer.includes(text.trim()))) texts.push(text);
    }
    return { certainty, texts, pieces: Math.max(...surest.map(({ pieces }) => pieces)) };
  }

  /** `certainty` of a plain `text` here; null where only sure names count. */
  #look(value: unknown, where: string, certainty: Certainty | null, depth: number): void {
    if (depth === 0 || !isFields(value)) return;
    const entries = entriesOf(value);
    const speaker = speakerOf(entries);
    if (speaker !== null && speaker !== 'model') return;
    this.#lastMessage(entries.get('messages'), where, depth);
    for (const [name, child] of entries) {
      const within = SURE_WITHIN.has(name)
        ? 'sure'
        : MAYBE_WITHIN.has(name)
          ? certainty
          : undefined;
      if (typeof child === 'string') {
        if (SURE.has(name)) this.add(`${where}.${name}`, 'sure', child);
        else if (MAYBE.has(name) && certainty !== null) {
          this.add(`${where}.${name}`, speaker === 'model' ? 'sure' : certainty, child);
        }
      } else if (within !== undefined) {
        const inner = Array.isArray(child) ? (LISTS.has(name) ? child : []) : [child];
        for (const item of inner.slice(0, MAX_FIELDS)) {
          this.#look(item, `${where}.${name}`, within, depth - 1);
        }
      }
    }
  }

  /** Servers that keep the conversation may give back all of it. */
  #lastMessage(list: unknown, where: string, depth: number): void {
    const last: unknown = Array.isArray(list) ? list.at(-1) : undefined;
    if (!isFields(last) || speakerOf(entriesOf(last)) !== 'model') return;
    this.#look(last, `${where}.messages`, 'sure', depth - 1);
  }
}

function kindOf(entries: Map<string, unknown>): string {
  const kind = entries.get('type') ?? entries.get('event') ?? entries.get('kind');
  return typeof kind === 'string' ? kind.slice(0, 40) : '';
}

/** Pieces that each begin with the one before are one text that grows. */
function joined(pieces: readonly string[]): string {
  const grows =
    pieces.length > 2 && pieces.every((piece, at) => piece.startsWith(pieces[at - 1] ?? ''));
  const last = pieces.at(-1) ?? '';
  return grows && last.length > (pieces[0]?.length ?? 0) ? last : pieces.join('');
}
