import { describe, expect, it } from 'vitest';
import { flowise } from '../../../core/protocols/flowise.ts';
import { decode, decodesSoundly } from './reading.ts';
import { recordedExchanges } from './recordings.ts';

const [plain, withTool] = recordedExchanges('flowise/flowise-3.1.4.json');
if (plain === undefined || withTool === undefined) throw new Error('Two exchanges were recorded.');

describe('Flowise’s shared chat', () => {
  it('reads what the real one asks and answers', () => {
    const asked = flowise.read(plain.request);
    expect(asked).toMatchObject({ turn: 'prompt', text: ['hello there, this is mark-typed'] });
    const answer = decode(flowise, ...plain.answer);
    expect(answer).toMatchObject({ ending: 'finished', malformed: 0, toolCalls: [] });
    expect(answer.text.join('')).toBe(
      'Plan the day, then begin with the smallest thing on the list.',
    );
  });

  it('names the tools that were used', () => {
    const { toolCalls, ending } = decode(flowise, ...withTool.answer);
    expect(toolCalls.map(({ name }) => name)).toEqual(['calculator']);
    expect(ending).toBe('finished');
  });

  decodesSoundly(flowise, new Uint8Array(withTool.answer.flatMap((piece) => [...piece])));
});
