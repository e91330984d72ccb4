/** Requests and their answers: which of them are calls of a model, and what comes of them. */
import { parseJson } from '../core/protocols/answer-body.ts';
import { formFields, formJson } from '../core/protocols/form-body.ts';
import { type PackName, packsFor } from '../core/protocols/pack.ts';
import { type Decoder, UNREAD, type WireRequest } from '../core/protocols/protocol.ts';
import { recognise, type Recognised } from '../core/protocols/recognise.ts';
import type { Draft } from '../core/interaction.ts';
import type { NotCounted } from '../core/sites/sighting.ts';
import type { Witness } from '../core/sites/witness.ts';
import type { CallBook, Moment, OpenCall } from './call-book.ts';
import type { Body, CollectorFrame, Ending, HookFrame } from './frames.ts';
import { MAX_BODY } from './meeting.ts';
import type { OpenCalls } from './open-calls.ts';
import type { Shelf } from './shelf.ts';

const MAX_OPEN = 256;
/** How long a failure may turn out to be the page's end, in ms. */
const FAILING = 250;

type OpenFrame = Extract<HookFrame, { type: 'open' }>;
type LaterFrame = Extract<HookFrame, { type: 'body' | 'head' | 'bytes' | 'end' }>;

interface Followed {
  found: Recognised;
  decoder: Decoder;
  /** Null where only the answer tells whether it is a call. */
  call: OpenCall | null;
  /** Whether it carries the answer of a call that another exchange began. */
  carries: boolean;
}

interface Exchange {
  opened: OpenFrame;
  moment: Moment;
  bytes: number;
  httpStatus: number;
  /** Null while it is not known what it is; then its frames are held. */
  followed: Followed | null;
  held: LaterFrame[];
  /** It is nobody's, and only looked at. */
  passing: boolean;
}

export interface ExchangesParts {
  shelf: Shelf;
  book: CallBook;
  calls: OpenCalls;
  tell: (frame: CollectorFrame) => void;
  steady: () => number;
  newId: (at: number) => Draft['id'];
  later: (callback: () => void, milliseconds: number) => void;
}

export class Exchanges {
  readonly #parts: ExchangesParts;
  readonly #open = new Map<number, Exchange>();
  #witness: Witness | null = null;
  /**
   * What has to wait for packs, and what is asked meanwhile, is decided in the order it was asked:
   * one may carry another's answer.
   */
  readonly #undecided: { exchange: Exchange; request: WireRequest }[] = [];
  #loading = false;

  constructor(parts: ExchangesParts) {
    this.#parts = parts;
  }

  /** Whoever looks on from now on; null: nobody does any more. */
  showTo(witness: Witness | null): void {
    this.#witness = witness;
  }

  begin(opened: OpenFrame): void {
    if (this.#open.has(opened.id) || this.#open.size >= MAX_OPEN) {
      this.#ignore(opened.id);
      return;
    }
    const moment = this.#parts.book.moment(opened.at);
    const exchange: Exchange = {
      opened,
      moment,
      bytes: 0,
      httpStatus: 0,
      followed: null,
      held: [],
      passing: false,
    };
    this.#open.set(opened.id, exchange);
    if (opened.body.kind !== 'later') this.#decideInTurn(exchange, opened.body);
  }

  go(frame: LaterFrame): void {
    const exchange = this.#open.get(frame.id);
    if (exchange === undefined) return;
    if (frame.type === 'head') this.#witness?.head(frame.id, frame.status, frame.contentType);
    else if (frame.type === 'bytes') this.#witness?.bytes(frame.id, frame.bytes);
    if (exchange.passing) {
      if (frame.type === 'end') this.#pass(exchange, 'no-prompt');
    } else if (frame.type === 'body') {
      if (exchange.followed === null) this.#decideInTurn(exchange, frame.body);
    } else if (exchange.followed === null) this.#hold(exchange, frame);
    else this.#take(exchange, frame);
  }

  /** The page goes away: what is under way ends here. */
  close(): void {
    for (const exchange of this.#open.values()) {
      this.#end(exchange, 'cancelled', this.#parts.steady());
    }
  }

  #decideInTurn(exchange: Exchange, body: Body): void {
    const { opened, moment } = exchange;
    const request = requestOf(opened, body);
    this.#witness?.begin(opened.id, {
      id: this.#parts.newId(moment.startedAt),
      at: moment.startedAt,
      transport: opened.transport,
      method: request.method,
      path: request.path,
      body: request.body,
    });
    this.#undecided.push({ exchange, request });
    if (!this.#loading) this.#goOn();
  }

  #goOn(): void {
    for (let next = this.#undecided.shift(); next !== undefined; next = this.#undecided.shift()) {
      const { exchange, request } = next;
      // The page may have gone away since, or it held too much.
      if (!this.#open.has(exchange.opened.id)) continue;
      const missing = this.#decide(exchange, request);
      if (missing.length === 0) continue;
      this.#undecided.unshift(next);
      void this.#load(missing, exchange);
      return;
    }
  }

  async #load(missing: readonly PackName[], { opened }: Exchange): Promise<void> {
    this.#loading = true;
    const loaded = await Promise.all(missing.map((name) => this.#parts.shelf.load(name)));
    this.#loading = false;
    if (!loaded.every(Boolean)) this.#ignore(opened.id);
    this.#goOn();
  }

  /** Returns the packs without which it cannot be decided yet. */
  #decide(exchange: Exchange, request: WireRequest): readonly PackName[] {
    const { shelf } = this.#parts;
    const found = recognise(request, shelf.protocols);
    const missing = found === null ? packsFor(request).filter((name) => !shelf.has(name)) : [];
    if (missing.length > 0) return missing;
    const known = found ?? recognise(request, shelf.lastResorts);
    if (known !== null) this.#follow(exchange, known);
    else if (request.body === UNREAD) this.#pass(exchange, 'unreadable');
    else if (this.#witness === null) this.#ignore(exchange.opened.id);
    else this.#letPass(exchange);
    return missing;
  }

  #letPass(exchange: Exchange): void {
    exchange.passing = true;
    if (exchange.held.some(({ type }) => type === 'end')) this.#pass(exchange, 'no-prompt');
    exchange.held = [];
  }

  #follow(exchange: Exchange, found: Recognised): void {
    const { calls } = this.#parts;
    const { protocol, asked } = found;
    const name = asked?.call ?? null;
    const waiting = name === null ? null : calls.carry(protocol.name, name);
    const call = waiting ?? (protocol.counts === undefined ? this.#call(exchange, found) : null);
    const carries = waiting !== null;
    const decoder = protocol.decoder(asked);
    exchange.followed = { call, found, decoder, carries };
    if (call !== null && !carries) call.first = decoder.answer;
    if (call !== null && name !== null && !carries) calls.share(call, name);
    for (const frame of exchange.held.splice(0)) {
      if (this.#open.has(frame.id)) this.#take(exchange, frame);
    }
  }

  #hold(exchange: Exchange, frame: LaterFrame): void {
    exchange.held.push(frame);
    if (frame.type === 'bytes') exchange.bytes += frame.bytes.byteLength;
    if (exchange.bytes > MAX_BODY) this.#ignore(exchange.opened.id);
  }

  #take(exchange: Exchange, frame: LaterFrame): void {
    if (frame.type === 'head') {
      exchange.httpStatus = frame.status;
      if (frame.status < 400) return;
      this.#parts.tell({ type: 'ignore', id: frame.id });
      this.#end(exchange, 'done', this.#parts.steady());
    } else if (frame.type === 'bytes') {
      exchange.bytes += frame.bytes.byteLength;
      if (exchange.bytes > MAX_BODY) this.#end(exchange, 'too-large', this.#parts.steady());
      else exchange.followed?.decoder.feed(frame.bytes);
    } else if (frame.type === 'end') {
      if (frame.how === 'failed') this.#fail(exchange, frame.at);
      else this.#end(exchange, frame.how, frame.at);
    }
  }

  /** Browsers may break off a page's requests a moment before they say that it goes away. */
  #fail(exchange: Exchange, at: number): void {
    this.#parts.later(() => {
      if (this.#open.get(exchange.opened.id) === exchange) this.#end(exchange, 'failed', at);
    }, FAILING);
  }

  #end(exchange: Exchange, how: Ending, at: number): void {
    const { opened, followed, httpStatus } = exchange;
    this.#open.delete(opened.id);
    if (followed === null) return;
    const { found, decoder, carries } = followed;
    const { book, calls } = this.#parts;
    const answer = decoder.end();
    book.learnEffects(answer.effects);
    // It may have looked like a call until its answer came.
    if (found.protocol.counts?.(answer) === false) {
      this.#pass(exchange, answer.text.length === 0 ? 'no-text' : 'unlikely');
      return;
    }
    const call = followed.call ?? this.#call(exchange, found);
    if (carries) calls.carried(call, answer, how);
    else if (answer.elsewhere !== null || found.asked?.call != null) {
      calls.answered(call, answer, how, httpStatus);
    } else {
      this.#show(exchange, found, book.end(call, answer, how, at, httpStatus));
    }
  }

  #show({ opened }: Exchange, { protocol }: Recognised, draft: Draft | null): void {
    if (draft === null) return;
    const { protocol: name, model, usage } = draft;
    const { inputTokens, outputTokens, source } = usage;
    const tokens = { inputTokens, outputTokens, source };
    const { adapter = null } = protocol;
    this.#witness?.end(opened.id, { kind: 'counted', protocol: name, adapter, model, ...tokens });
  }

  #pass({ opened }: Exchange, reason: NotCounted): void {
    this.#witness?.end(opened.id, { kind: 'not-counted', reason });
    this.#ignore(opened.id);
  }

  #call({ opened, moment }: Exchange, { protocol, asked }: Recognised): OpenCall {
    return this.#parts.book.begin(protocol.name, opened.transport, moment, asked);
  }

  #ignore(id: number): void {
    this.#open.delete(id);
    this.#parts.tell({ type: 'ignore', id });
  }
}

function requestOf({ method, url }: OpenFrame, body: Body): WireRequest {
  const { host, pathname: path } = URL.parse(url) ?? { host: '', pathname: '' };
  return { method, host, path, ...readBody(body) };
}

function readBody(body: Body): Pick<WireRequest, 'body' | 'fields'> {
  if (body.kind === 'unread') return { body: UNREAD, fields: null };
  if (body.kind === 'form') return ofForm(fieldsOf(body.fields));
  if (body.kind !== 'data') return { body: undefined, fields: null };
  const text = typeof body.data === 'string' ? body.data : new TextDecoder().decode(body.data);
  const json = parseJson(text);
  if (json !== undefined) return { body: json, fields: null };
  return ofForm(formFields(text));
}

function ofForm(fields: Record<string, string> | null): Pick<WireRequest, 'body' | 'fields'> {
  return { body: fields === null ? undefined : formJson(fields), fields };
}

/** `flat`: name, value, name, value. */
function fieldsOf(flat: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : [])),
  );
}
