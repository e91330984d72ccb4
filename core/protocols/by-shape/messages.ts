/** Lists of messages in the shapes apps send them in, whatever they call those who speak. */
import { contentText, jsonText } from '../message-text.ts';
import type { Asked } from '../protocol.ts';
import { entriesOf, filled, firstOf, isFields } from './fields.ts';

export type SaidMessages = Pick<Asked, 'turn' | 'answers' | 'text' | 'messages'>;

type Speaker = 'person' | 'model' | 'tool' | 'setup';

const SPEAKERS = new Map<string, Speaker>(
  Object.entries({
    user: 'person',
    human: 'person',
    customer: 'person',
    assistant: 'model',
    ai: 'model',
    bot: 'model',
    model: 'model',
    agent: 'model',
    chatbot: 'model',
    functioncall: 'model',
    reasoning: 'model',
    system: 'setup',
    developer: 'setup',
    tool: 'tool',
    function: 'tool',
    functioncalloutput: 'tool',
  } as const),
);
const LISTS = ['messages', 'chatmessages', 'turns', 'contents', 'input'];
const ROLES = ['role', 'sender', 'author', 'from', 'type'];
const CONTENTS = ['content', 'text', 'parts', 'message', 'value', 'output'];
const CALLS = ['toolcallid', 'tooluseid', 'callid'];

/** `an answer` where the model spoke last: then it is being kept, not asked. */
export function messagesIn(entries: Map<string, unknown>): SaidMessages | 'an answer' | null {
  for (const name of LISTS) {
    const list = entries.get(name);
    const said = Array.isArray(list) ? readMessages(list) : null;
    if (said !== null) return said;
  }
  const only = entries.get('message');
  return isFields(only) ? readMessages([only]) : null;
}

/** Who says it; null for what is no message of a conversation. */
export function speakerOf(message: Map<string, unknown>): Speaker | null {
  return firstOf(message, ROLES, (role) => {
    const name = isFields(role) ? entriesOf(role).get('role') : role;
    if (typeof name !== 'string') return null;
    return SPEAKERS.get(name.toLowerCase().replaceAll(/[_-]|message$/g, '')) ?? null;
  });
}

function readMessages(list: readonly unknown[]): SaidMessages | 'an answer' | null {
  const messages = list.map((message) => (isFields(message) ? entriesOf(message) : new Map()));
  const speakers = messages.map(speakerOf);
  if (messages.length === 0 || speakers.includes(null)) return null;
  if (!messages.some((message) => CONTENTS.some((name) => message.has(name)))) return null;
  const answers = resultsAtEnd(messages, speakers);
  const lastSaid = messages.findLastIndex((message) => textOf(message).length > 0);
  if (answers.length === 0 && speakers[lastSaid] === 'model') return 'an answer';
  return {
    turn:
      answers.length > 0 ? 'tool-results' : speakers[lastSaid] === 'person' ? 'prompt' : 'not seen',
    answers,
    text: messages.flatMap(textOf),
    messages: messages.length,
  };
}

function textOf(message: Map<string, unknown>): string[] {
  return [
    ...CONTENTS.flatMap((name) => contentText(message.get(name))),
    ...jsonText(message.get('toolcalls')),
  ].filter((text) => text !== '');
}

/** Names of the calls whose results stand last: as messages, or as parts of the last one. */
function resultsAtEnd(
  messages: readonly Map<string, unknown>[],
  speakers: readonly (Speaker | null)[],
): string[] {
  const first = speakers.findLastIndex((speaker) => speaker !== 'tool') + 1;
  if (first < messages.length) {
    return messages.slice(first).map((message) => firstOf(message, CALLS, filled) ?? '');
  }
  const parts = messages.at(-1)?.get('content') ?? messages.at(-1)?.get('parts');
  return (Array.isArray(parts) ? parts : []).flatMap((part: unknown) => {
    const entries = isFields(part) ? entriesOf(part) : new Map<string, unknown>();
    const isResult =
      /result|output-available/.test(String(entries.get('type'))) ||
      entries.has('functionresponse');
    return isResult ? [firstOf(entries, CALLS, filled) ?? ''] : [];
  });
}
