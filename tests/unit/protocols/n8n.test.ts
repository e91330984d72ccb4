import { describe, expect, it } from 'vitest';
import { n8nChat } from '../../../core/protocols/n8n/chat.ts';
import { decode, decodesSoundly } from './reading.ts';
import { recordedExchanges } from './recordings.ts';

const [plain, withTool] = recordedExchanges('n8n/n8n-2.40.7.json');
if (plain === undefined || withTool === undefined) throw new Error('Two exchanges were recorded.');

describe('n8n’s hosted chat', () => {
  it('reads what the real one asks and answers', () => {
    const asked = n8nChat.read(plain.request);
    expect(asked).toMatchObject({ turn: 'prompt', text: ['hello there, this is mark-typed'] });
    const answer = decode(n8nChat, ...plain.answer);
    expect(answer).toMatchObject({ ending: 'finished', malformed: 0 });
    expect(answer.text.join('')).toBe(
      'Plan the day, then begin with the smallest thing on the list.',
    );
  });

  it('takes an agent’s steps for one answer', () => {
    const answer = decode(n8nChat, ...withTool.answer);
    expect(answer).toMatchObject({ ending: 'finished', malformed: 0 });
    expect(answer.text.join('')).toBe('It comes to forty-two, as it always does in the end.');
  });

  it('is not finished when a later step was broken off', () => {
    const answer = decode(n8nChat, ...withTool.answer.slice(0, -1));
    expect(answer.text.join('')).not.toBe('');
    expect(answer.ending).toBe('open');
  });

  decodesSoundly(n8nChat, new Uint8Array(withTool.answer.flatMap((piece) => [...piece])));
});
