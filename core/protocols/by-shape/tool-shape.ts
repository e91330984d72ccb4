/** Tool calls in the shapes they usually come in. */
import { contentText, jsonText } from '../message-text.ts';
import type { Answer } from '../protocol.ts';
import { entriesOf, filled, firstOf, isFields, objectsIn } from './fields.ts';

const CALL_LISTS = /^(tool|function)calls?$/;
const CALL_TYPE = /^(server)?(tool|function)(use|call|callstart|callbegin|inputavailable)$/;
const NAMES = ['toolname', 'toolcallname', 'functionname', 'name'];
const IDS = ['toolcallid', 'tooluseid', 'callid', 'id'];
const ARGUMENTS = ['arguments', 'args', 'input', 'parameters'];

/** Adds the calls in it that the answer does not have yet. Pieces without a name add nothing. */
export function takeToolCalls(data: unknown, answer: Answer): void {
  for (const { name: under, entries } of objectsIn(data, 6)) {
    const type = firstOf(entries, ['type', 'event'], filled) ?? '';
    const isCall =
      CALL_LISTS.test(under) || CALL_TYPE.test(type.toLowerCase().replaceAll(/[_-]/g, ''));
    if (!isCall) continue;
    const inner = entries.get('function');
    const called = isFields(inner) ? entriesOf(inner) : entries;
    const name = firstOf(called, NAMES, filled);
    const id = firstOf(entries, IDS, filled);
    if (name === null || isKnown(answer, id, name)) continue;
    answer.toolCalls.push({ id, name });
    const input = firstOf(called, ARGUMENTS, (value) => value ?? null);
    answer.text.push(name, ...(typeof input === 'string' ? contentText(input) : jsonText(input)));
  }
}

/** Streams repeat a call as it grows; without an id the same one after itself is one. */
function isKnown(answer: Answer, id: string | null, name: string): boolean {
  if (id === null) return answer.toolCalls.at(-1)?.name === name;
  return answer.toolCalls.some((call) => call.id === id);
}
