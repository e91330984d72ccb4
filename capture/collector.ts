/**
 * Makes interactions of what the hook saw. Runs in the page's isolated world: text comes in here
 * and ends here; what goes on is a draft, whose shape has no place for any.
 */
import type { Draft } from '../core/interaction.ts';
import { recognise } from '../core/protocols/all.ts';
import { type Asked, UNREAD } from '../core/protocols/protocol.ts';
import { isTurn } from '../core/provenance/initiation.ts';
import type { Signals } from '../core/provenance/signals.ts';
import { ExchangeRecord } from './exchange-record.ts';
import { type CollectorFrame, type Ending, HookFrame } from './frames.ts';
import type { InputWatch } from './input.ts';
import { MAX_BODY } from './meeting.ts';
import type { Outbox } from './outbox.ts';

/** Frames that are not ours, after which the port is not listened to any more. */
const MAX_FORGED = 100;
const MAX_OPEN = 256;
/** Tool calls remembered, to know the steps that answer them. */
const MAX_CALLS = 2_000;

export interface CollectorParts {
  site: string;
  input: Pick<InputWatch, 'at' | 'spend'>;
  outbox: Pick<Outbox, 'put' | 'note' | 'flush'>;
  tell: (frame: CollectorFrame) => void;
  /** The clock on the wall, in ms since the epoch, and the page's steady one, in ms. */
  wall: () => number;
  steady: () => number;
  newId: (at: number) => Draft['id'];
  /** Keyed, so that the same id means nothing elsewhere. */
  hash: (conversation: string) => NonNullable<Draft['conversation']>;
  page: () => Pick<Signals, 'visible' | 'focused' | 'webdriver'>;
}

interface Open {
  record: ExchangeRecord;
  bytes: number;
}

export class Collector {
  readonly #parts: CollectorParts;
  readonly #open = new Map<number, Open>();
  /** Which interaction called the tool with this id. */
  readonly #calls = new Map<string, Draft['id']>();
  #watching = true;
  #forged = 0;
  #lastSend: number | null = null;
  /** The latest send right after input; its end is null while the answer still comes. */
  #turn: { id: Draft['id']; end: number | null } | null = null;

  constructor(parts: CollectorParts) {
    this.#parts = parts;
  }

  /** Takes whatever came over the port. Only our own hook should have it; a page may try. */
  hear(data: unknown): void {
    if (this.#forged >= MAX_FORGED) return;
    const { success, data: frame } = HookFrame.safeParse(data);
    if (!success) {
      this.#forged += 1;
      this.#parts.outbox.note('forged');
    } else if (frame.type === 'open') {
      this.#begin(frame);
    } else {
      this.#continue(frame);
    }
  }

  /** Whether new exchanges are looked at; what is under way is brought to its end. */
  watch(watching: boolean): void {
    this.#watching = watching;
    this.#parts.tell({ type: 'watch', watching });
  }

  /** The page goes away: what is under way ends here. */
  close(): void {
    for (const id of this.#open.keys()) this.#end(id, 'cancelled', this.#parts.steady());
    this.#parts.outbox.flush();
  }

  #begin({ id, at, url, body }: Extract<HookFrame, { type: 'open' }>): void {
    const { host, pathname: path } = URL.parse(url) ?? { host: '', pathname: '' };
    // The hook may have told of this one before it heard of a pause.
    const found = !this.#watching
      ? null
      : recognise({
          method: 'POST',
          host,
          path,
          body: body === null ? UNREAD : parseBody(body),
          fields: null,
        });
    if (found === null || this.#open.has(id) || this.#open.size >= MAX_OPEN) {
      this.#parts.tell({ type: 'ignore', id });
      return;
    }
    const { protocol, asked } = found;
    if (asked === null) this.#parts.outbox.note('unreadable-request');
    const startedAt = Math.round(this.#parts.wall() - Math.max(0, this.#parts.steady() - at));
    const signals = this.#signals(asked, at);
    const record = new ExchangeRecord({
      id: this.#parts.newId(startedAt),
      site: this.#parts.site,
      startedAt,
      at,
      protocol,
      asked,
      conversation: asked?.conversation == null ? null : this.#parts.hash(asked.conversation),
      parent: this.#parentOf(asked),
      signals,
    });
    this.#open.set(id, { record, bytes: 0 });
    // Steps of an agent do not use up what the person types meanwhile.
    if (signals.turn === 'tool-results') return;
    this.#lastSend = at;
    this.#parts.input.spend();
    if (isTurn(signals)) this.#turn = { id: record.start.id, end: null };
  }

  #continue(frame: Exclude<HookFrame, { type: 'open' }>): void {
    const open = this.#open.get(frame.id);
    if (open === undefined) return;
    if (frame.type === 'head') {
      open.record.head(frame.status);
      if (frame.status >= 400) {
        this.#parts.tell({ type: 'ignore', id: frame.id });
        this.#end(frame.id, 'done', this.#parts.steady());
      }
    } else if (frame.type === 'bytes') {
      open.bytes += frame.bytes.byteLength;
      if (open.bytes > MAX_BODY) this.#end(frame.id, 'too-large', this.#parts.steady());
      else open.record.feed(frame.bytes);
    } else {
      this.#end(frame.id, frame.how, frame.at);
    }
  }

  #end(id: number, how: Ending, at: number): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    this.#open.delete(id);
    const { draft, answer } = open.record.end(how, at);
    if (how === 'too-large') this.#parts.outbox.note('too-large');
    if (answer.malformed > 0) this.#parts.outbox.note('malformed');
    for (const call of answer.toolCalls) {
      if (call.id !== null) this.#remember(call.id, draft.id);
    }
    if (this.#turn?.id === draft.id) this.#turn.end = at;
    this.#parts.outbox.put(draft);
  }

  #signals(asked: Asked | null, at: number): Signals {
    const { input, page } = this.#parts;
    const end = this.#turn?.end;
    return {
      trigger: asked?.trigger ?? null,
      turn: asked?.turn ?? 'not seen',
      pageAge: Math.round(at),
      sinceSend: this.#lastSend === null ? null : Math.max(0, Math.round(at - this.#lastSend)),
      sinceTurn: end === undefined ? null : Math.max(0, Math.round(at - (end ?? at))),
      ...input.at(at),
      ...page(),
    };
  }

  #parentOf(asked: Asked | null): Draft['parent'] {
    for (const call of asked?.answers ?? []) {
      const parent = this.#calls.get(call);
      if (parent !== undefined) return parent;
    }
    return null;
  }

  #remember(call: string, id: Draft['id']): void {
    this.#calls.set(call, id);
    if (this.#calls.size <= MAX_CALLS) return;
    for (const oldest of this.#calls.keys()) {
      this.#calls.delete(oldest);
      return;
    }
  }
}

function parseBody(body: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
