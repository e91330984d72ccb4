/** One exchange on its way to a draft: decodes what comes, and drops the text when it is over. */
import { toolCalls } from '../core/actions.ts';
import type { Draft, Status } from '../core/interaction.ts';
import { nameOrNull } from '../core/names.ts';
import type { Answer, Asked, Decoder, Protocol } from '../core/protocols/protocol.ts';
import type { Signals } from '../core/provenance/signals.ts';
import { NO_USAGE, usageOf } from '../core/usage.ts';
import type { Ending } from './frames.ts';

export interface ExchangeStart {
  id: Draft['id'];
  site: Draft['site'];
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** The same moment on the page's steady clock. */
  at: number;
  protocol: Protocol;
  /** Null where the request could not be read. */
  asked: Asked | null;
  conversation: Draft['conversation'];
  parent: Draft['parent'];
  signals: Signals;
}

export interface ExchangeEnd {
  draft: Draft;
  answer: Answer;
}

export class ExchangeRecord {
  readonly start: ExchangeStart;
  readonly #decoder: Decoder;
  #httpStatus = 0;

  constructor(start: ExchangeStart) {
    this.start = start;
    this.#decoder = start.protocol.decoder(start.asked);
  }

  head(httpStatus: number): void {
    this.#httpStatus = httpStatus;
  }

  feed(bytes: Uint8Array): void {
    this.#decoder.feed(bytes);
  }

  /** `at` on the page's steady clock: a wall clock may jump meanwhile. */
  end(how: Ending, at: number): ExchangeEnd {
    const { id, site, startedAt, protocol, asked, conversation, parent, signals } = this.start;
    const answer = this.#decoder.end();
    const refused = this.#httpStatus >= 400 || (this.#httpStatus === 0 && how === 'failed');
    const draft: Draft = {
      id,
      site,
      protocol: protocol.name,
      transport: 'fetch',
      startedAt,
      endedAt: startedAt + Math.max(0, Math.round(at - this.start.at)),
      status: refused ? 'error' : statusOf(how, answer),
      model: nameOrNull(answer.model) ?? nameOrNull(asked?.model),
      conversation,
      calls: [],
      // What was refused burned nothing.
      usage: refused ? NO_USAGE : usageOf(asked, answer),
      toolCalls: toolCalls(answer.toolCalls.map(({ name }) => name)),
      parent,
      signals,
    };
    return { draft, answer };
  }
}

/** Complete is what carried its end marker, even where the page cancelled right after it. */
function statusOf(how: Ending, answer: Answer): Status {
  if (answer.ending === 'failed') return 'error';
  if (answer.ending === 'finished') return 'complete';
  if (how === 'cancelled') return 'aborted';
  return how === 'failed' || answer.malformed > 0 ? 'error' : 'aborted';
}
