/** What one event, line or document of an unknown app's answer says beside its text. */
import { type Answer, finish, report } from '../protocol.ts';
import { entriesOf, filled, isFields, nearest } from './fields.ts';
import { conversationIn, modelIn } from './names.ts';
import { takeToolCalls } from './tool-shape.ts';
import { usageIn } from './usage-shape.ts';

const END =
  /^(done|end(ed)?|finish(ed)?|completed?|stop|final|eos|close|message_?(end|stop)|run_?finished|response[._]completed)$/i;
const FAILED = /^(error|failed|failure|run_?error)$/i;
const OVER = ['done', 'finished', 'isfinal', 'final', 'iscomplete', 'isfinished'];
const REASONS = ['finishreason', 'stopreason', 'donereason'];

/** `name`: of the event it came in. */
export function takePart(data: unknown, answer: Answer, name = ''): void {
  answer.model = modelIn(data) ?? answer.model;
  answer.conversation ??= conversationIn(data);
  for (const usage of usageIn(data)) report(answer, usage);
  takeToolCalls(data, answer);
  const entries = isFields(data) ? entriesOf(data) : new Map<string, unknown>();
  const kinds = [name, ...['type', 'event', 'status'].map((kind) => entries.get(kind) ?? '')];
  const isKind = (pattern: RegExp) =>
    kinds.some((kind) => typeof kind === 'string' && pattern.test(kind));
  const error = entries.get('error') ?? false;
  if (isKind(FAILED) || (error !== false && error !== '')) answer.ending = 'failed';
  else if (
    isKind(END) ||
    OVER.some((over) => entries.get(over) === true) ||
    nearest(data, 3, REASONS, filled) !== null
  ) {
    finish(answer);
  }
}
