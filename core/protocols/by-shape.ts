/**
 * Apps nobody has described: a POST that looks like a prompt, answered by what looks like a model's
 * words. Neither decides alone: points of both are added up, and from `ENOUGH` on it was a call. To
 * count what is none is worse than to miss one, for which an adapter can be written.
 */
import { AnswerText, type Certainty } from './by-shape/answer-text.ts';
import { decodeLoosely } from './by-shape/framing.ts';
import { takePart } from './by-shape/part.ts';
import { isLong, isProse, isReport, isSentence, isStatus } from './by-shape/prose.ts';
import { requestShape, type RequestShape } from './by-shape/request-shape.ts';
import { type Answer, type Asked, finish, type Protocol } from './protocol.ts';

const ENOUGH = 5;

type Form = 'events' | 'lines' | 'document' | 'plain';

/** What a form is worth, by how sure its fields are. Few things but models stream their answers. */
const FORM_POINTS: Record<Form, Record<Certainty, number>> = {
  events: { sure: 3, maybe: 2 },
  lines: { sure: 3, maybe: 2 },
  document: { sure: 2, maybe: 1 },
  plain: { sure: 2, maybe: 1 },
};

/** How much a request looked like one, and which answers turned out to be of a model. */
const shapes = new WeakMap<Asked, RequestShape>();
const calls = new WeakSet<Answer>();

export const byShape: Protocol = {
  name: 'by-shape',
  read(request) {
    const shape = requestShape(request);
    if (shape === null) return null;
    shapes.set(shape.asked, shape);
    return shape.asked;
  },
  decoder(asked) {
    const text = new AnswerText();
    let form: Form = 'plain';
    let parts = 0;
    const take = (as: Form) => (data: unknown, answer: Answer, name?: string) => {
      form = as;
      parts += 1;
      takePart(data, answer, name);
      text.take(data, name);
      return true;
    };
    const decoder = decodeLoosely(
      {
        event: take('events'),
        line: take('lines'),
        document: take('document'),
        plain: take('events'),
      },
      (whole) => text.add('', isSentence(whole) ? 'sure' : 'maybe', whole),
    );
    return {
      ...decoder,
      end: () => {
        const answer = decoder.end();
        // A line by itself is a document.
        if (form === 'lines' && parts === 1) form = 'document';
        if (form === 'document') finish(answer);
        const said = text.whole();
        if (asked !== null && isCall(asked, answer, said, form)) calls.add(answer);
        answer.text.push(...(said?.texts ?? []));
        return answer;
      },
    };
  },
  counts: (answer) => calls.has(answer),
};

function isCall(
  asked: Asked,
  answer: Answer,
  said: ReturnType<AnswerText['whole']>,
  form: Form,
): boolean {
  const { points: asking = 0, vague = true } = shapes.get(asked) ?? {};
  const { inputTokens, outputTokens } = answer.usage;
  const reported = inputTokens !== undefined || outputTokens !== undefined;
  const signs =
    (reported ? 3 : 0) +
    (answer.toolCalls.length > 0 ? 3 : 0) +
    (answer.model === null && answer.conversation === null ? 0 : 1);
  if (said === null) return answer.toolCalls.length > 0 && asking + signs >= ENOUGH;
  const whole = said.texts.join('\n').trim();
  // What comes back as it was sent was kept or passed on, not answered.
  if (asked.text.some((text) => said.texts.some((back) => back.trim() === text.trim())))
    return false;
  if ((form === 'document' || form === 'plain') && !reported) {
    if (said.certainty === 'maybe' && isReport(whole)) return false;
    if (vague && (isStatus(whole) || !isProse(whole))) return false;
  }
  return asking + signs + FORM_POINTS[form][said.certainty] + (isLong(whole) ? 1 : 0) >= ENOUGH;
}
