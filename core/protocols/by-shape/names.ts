/** How apps name a model and a conversation. */
import { nameOrNull } from '../../names.ts';
import { entriesOf, filled, firstOf, isFields, nearest } from './fields.ts';

const MODEL = [
  'model',
  'modelid',
  'modelname',
  'modelslug',
  'llm',
  'llmmodel',
  'deployment',
  'deploymentname',
  'engine',
];
const CONVERSATION = [
  'conversationid',
  'chatid',
  'threadid',
  'sessionid',
  'dialogid',
  'conversationuuid',
  'chatsessionid',
  'conversation',
];

/** The model as it is named not far from the top. */
export function modelIn(data: unknown): string | null {
  return nearest(data, 2, MODEL, modelName);
}

function modelName(value: unknown): string | null {
  const named = isFields(value) ? firstOf(entriesOf(value), ['id', 'name', 'slug'], filled) : value;
  return nameOrNull(named);
}

/** Longer is no id. */
const MAX_ID = 200;

export function conversationIn(data: unknown): string | null {
  return nearest(data, 2, CONVERSATION, (value) => {
    const id = isFields(value) ? entriesOf(value).get('id') : value;
    if (typeof id === 'number') return String(id);
    const text = filled(id);
    return text !== null && text.length <= MAX_ID && !/\s/.test(text) ? text : null;
  });
}
