/**
 * What a request of an unknown app asks for, and how much it looks like a request to a model:
 * points, to which the answer's are added.
 */
import { jsonText } from '../message-text.ts';
import { type Asked, asking, UNREAD, type WireRequest } from '../protocol.ts';
import { entriesOf, type Fields, filled, firstOf, isFields } from './fields.ts';
import { messagesIn, type SaidMessages } from './messages.ts';
import { conversationIn, modelIn } from './names.ts';
import { isProse } from './prose.ts';

export interface RequestShape {
  asked: Asked;
  points: number;
  /** Whether other things that are sent look just like it. */
  vague: boolean;
}

/** Names that hardly anything but a prompt has, and names that much else has too. */
const PROMPTS = [
  'prompt',
  'question',
  'chatinput',
  'userinput',
  'usermessage',
  'userprompt',
  'userquery',
  'utterance',
];
const TEXTS = ['message', 'query', 'input', 'inputs', 'text', 'content'];

/** What only requests to models say. */
const SETTINGS = [
  'temperature',
  'maxtokens',
  'maxcompletiontokens',
  'maxnewtokens',
  'topp',
  'stream',
  'streaming',
  'systemprompt',
  'systemmessage',
  'system',
  'tools',
  'agentid',
  'assistantid',
  'botid',
];
const HISTORY = ['history', 'chathistory', 'messages', 'previousmessages', 'context'];

/** Other protocols, and reports of what happened in the page. */
const NEVER = [
  'jsonrpc',
  'operationname',
  'variables',
  'writekey',
  'anonymousid',
  'batch',
  'events',
  'stacktrace',
  'exception',
  'useragent',
  'password',
];
/** Searches, tables and translations; not held against what says that it is a prompt. */
const NOT_WITH_TEXT = [
  'page',
  'pagesize',
  'perpage',
  'limit',
  'offset',
  'size',
  'sort',
  'sortby',
  'orderby',
  'facets',
  'filters',
  'hitsperpage',
  'requests',
  'targetlang',
  'targetlanguage',
  'sourcelang',
  'sourcelanguage',
  'level',
  'severity',
  'timestamp',
];

const AI_PATH =
  /(^|[^a-z])(ai|ask|agents?|assistants?|bots?|chat|chatbot|completions?|converse|copilot|generate|generation|gpt|infer|inference|invoke|llm|predict|prediction|prompts?|query|rag|answers?|stream)([^a-z]|$)/i;
const OTHER_PATH =
  /(^|[^a-z])(graphql|search|suggest\w*|autocomplete|typeahead|translat\w*|spell\w*|embed\w*|log|logs|track|collect|telemetry|events?|metrics|analytics|save|drafts?|comments?|feedback|login|auth|oauth|token|upload|import|index|preview|render)([^a-z]|$)/i;

export function requestShape({ method, path, body, fields }: WireRequest): RequestShape | null {
  const top = body === undefined ? fields : body;
  if (method !== 'POST' || top === UNREAD || !isFields(top)) return null;
  const outer = entriesOf(top);
  if (NEVER.some((name) => outer.has(name)) || path.endsWith('/graphql')) return null;
  for (const entries of [outer, ...inner(top)]) {
    const said = messagesIn(entries);
    if (said === 'an answer') return null;
    const shape = said === null ? promptShape(entries) : messagesShape(said);
    if (shape !== null) return withMore(shape, path, top, entries);
  }
  return null;
}

/** The objects one level down. */
function inner(top: Fields): Map<string, unknown>[] {
  return Object.values(top).slice(0, 50).filter(isFields).map(entriesOf);
}

function messagesShape(said: SaidMessages): RequestShape {
  const { turn, answers, text, messages } = said;
  return { asked: asking({ turn, answers, text, messages }), points: 3, vague: false };
}

function promptShape(entries: Map<string, unknown>): RequestShape | null {
  const prompt = firstOf(entries, PROMPTS, prose);
  const text = prompt ?? firstOf(entries, TEXTS, prose);
  if (text === null) return null;
  if (prompt === null && NOT_WITH_TEXT.some((name) => entries.has(name))) return null;
  const before = HISTORY.flatMap((name) => {
    const history = entries.get(name);
    return Array.isArray(history) ? [history] : [];
  });
  return {
    asked: asking({
      turn: 'prompt',
      text: [text, ...before.flatMap(jsonText)],
      messages: before.reduce((sum, history) => sum + history.length, 1),
    }),
    points: (prompt === null ? 1 : 2) + (before.length > 0 ? 1 : 0),
    vague: true,
  };
}

function prose(value: unknown): string | null {
  const text = filled(value);
  return text !== null && isProse(text) ? text : null;
}

function withMore(
  { asked, points, vague }: RequestShape,
  path: string,
  top: Fields,
  entries: Map<string, unknown>,
): RequestShape {
  const outer = entriesOf(top);
  const model = modelIn(top);
  const conversation = conversationIn(top);
  const has = (name: string) => outer.has(name) || entries.has(name);
  const signs = [model !== null, conversation !== null, SETTINGS.some(has), AI_PATH.test(path)];
  const against = vague && OTHER_PATH.test(path) ? 2 : 0;
  const system = firstOf(outer, ['system', 'systemprompt', 'systemmessage'], filled);
  return {
    asked: {
      ...asked,
      model,
      conversation,
      text: [
        ...(system === null ? [] : [system]),
        ...asked.text,
        ...jsonText(entries.get('tools') ?? outer.get('tools')),
      ],
    },
    points: points + signs.filter(Boolean).length - against,
    vague,
  };
}
