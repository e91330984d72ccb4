/**
 * The calls under way in this page, whatever transports they use: what went before each, which of
 * them descends from which, and what is put out once one is over. Text ends here.
 */
import { toolCalls } from '../core/tool-calls.ts';
import { joinAnswers } from '../core/counting.ts';
import type { ActionEffect, Draft, ProtocolName, Status, Transport } from '../core/interaction.ts';
import { nameOrNull } from '../core/names.ts';
import { type Answer, type Asked, emptyAnswer } from '../core/protocols/protocol.ts';
import { followsTurn, isFromHere, isTurn } from '../core/provenance/initiation.ts';
import type { Signals } from '../core/provenance/signals.ts';
import { NO_USAGE, usageOf } from '../core/usage.ts';
import type { Ending } from './frames.ts';
import type { AttentionWatch } from './attention-watch.ts';
import { type InputWatch, NO_INPUT } from './input.ts';
import type { Press } from './keystrokes.ts';
import type { Outbox } from './outbox.ts';

/**
 * When a call under way is told of, and again at the latest, in ms. A closed tab takes its last
 * messages with it, in Firefox always and in Chromium now and then.
 */
const FIRST_NOTICE = 1_000;
const LAST_NOTICE = 8_000;
/** Names of calls remembered, to know the steps that answer them. */
const MAX_NAMES = 2_000;

/** What is looked at once there are calls. */
export interface Reading {
  /** Keyed; null for prompts too short to have one. */
  sketchOf: (prompt: string) => Draft['sketch'];
  attention: Pick<AttentionWatch, 'begin' | 'end' | 'followUp'>;
}

export interface CallBookParts {
  site: string;
  input: Pick<InputWatch, 'at' | 'press' | 'spend'>;
  outbox: Pick<Outbox, 'put' | 'note'>;
  /** Tells what a call under way looks like so far; null: it is none. */
  foretell: (id: Draft['id'], draft: Draft | null) => void;
  /** Fetches it; null where it cannot be had. */
  reading: () => Promise<Reading | null>;
  later: (callback: () => void, milliseconds: number) => void;
  /** The clock on the wall, in ms since the epoch, and the page's steady one, in ms. */
  wall: () => number;
  steady: () => number;
  newId: (at: number) => Draft['id'];
  /** Keyed, so that the same name means nothing elsewhere. */
  hash: (name: string) => string;
  page: () => Pick<Signals, 'visible' | 'focused' | 'webdriver'>;
}

/** What the page was like at one moment: taken when a request leaves, used once it is known. */
export interface Moment {
  /** On the page's steady clock. */
  at: number;
  /** Milliseconds since the epoch. */
  startedAt: number;
  facts: Omit<Signals, 'trigger' | 'turn'>;
  /** What sent it, perhaps: a key is let go only after its request has left. */
  press: Press | null;
}

/** One call under way. */
export interface OpenCall {
  readonly id: Draft['id'];
  readonly protocol: ProtocolName;
  readonly transport: Transport;
  readonly moment: Moment;
  readonly asked: Asked | null;
  readonly parent: Draft['parent'];
  /** What came back to its request so far; null where a socket tells all of it. */
  first: Answer | null;
  /** What a socket tells of it. */
  readonly rest: Answer;
}

export class CallBook {
  readonly #parts: CallBookParts;
  /** Which interaction called the tool of that id, or bears that name. */
  readonly #names = new Map<string, Draft['id']>();
  readonly #effects = new Map<string, ActionEffect>();
  /** Tools that models have called and nobody was seen to run yet, by name. */
  readonly #announced = new Map<string, number>();
  /** Calls under way, and whether the background knows of them. */
  readonly #open = new Map<OpenCall, boolean>();
  #reading: Reading | null = null;
  #lastSend: number | null = null;
  /** The latest send right after input; its end is null while the answer still comes. */
  #turn: { id: Draft['id']; end: number | null } | null = null;

  constructor(parts: CallBookParts) {
    this.#parts = parts;
  }

  /** `at` on the page's steady clock. */
  moment(at: number): Moment {
    const { wall, steady, input, page } = this.#parts;
    const end = this.#turn?.end;
    return {
      at,
      startedAt: Math.round(wall() - Math.max(0, steady() - at)),
      facts: {
        pageAge: Math.round(at),
        sinceSend: this.#lastSend === null ? null : Math.max(0, Math.round(at - this.#lastSend)),
        sinceTurn: end === undefined ? null : Math.max(0, Math.round(at - (end ?? at))),
        ...input.at(at),
        ...page(),
      },
      press: input.press(at),
    };
  }

  begin(
    protocol: ProtocolName,
    transport: Transport,
    moment: Moment,
    asked: Asked | null,
  ): OpenCall {
    if (asked === null) this.#parts.outbox.note('unreadable-request');
    const signals = signalsOf(moment, asked);
    const call: OpenCall = {
      id: this.#parts.newId(moment.startedAt),
      protocol,
      transport,
      moment,
      asked,
      parent: this.#parentOf(asked, signals),
      first: null,
      rest: emptyAnswer(),
    };
    this.#open.set(call, false);
    this.#foretell(call, FIRST_NOTICE);
    if (isTurn(signals)) this.#reading?.attention.followUp();
    void this.#lookAfter(call);
    // Steps of an agent, and what was started elsewhere, do not use up what the person types.
    if (signals.turn === 'tool-results' || !isFromHere(signals)) return call;
    this.#lastSend = moment.at;
    this.#parts.input.spend();
    if (isTurn(signals)) this.#turn = { id: call.id, end: null };
    return call;
  }

  /**
   * It is over. `first` is what came back to its request, null where a socket tells all of it;
   * `at` on the page's steady clock: a wall clock may jump meanwhile. Gives what was put out; null
   * where it had been counted already.
   */
  end(
    call: OpenCall,
    first: Answer | null,
    how: Ending,
    at: number,
    httpStatus: number | null,
  ): Draft | null {
    const answer = first === null ? call.rest : joinAnswers(first, call.rest);
    const { outbox } = this.#parts;
    if (how === 'too-large') outbox.note('too-large');
    if (answer.malformed > 0) outbox.note('malformed');
    if (this.#isAnnounced(call, answer)) {
      this.drop(call);
      return null;
    }
    this.#open.delete(call);
    const draft: Draft = {
      ...this.#draft(call, answer, how, at, httpStatus),
      sketch: this.#sketchOf(call.asked),
      attention: this.#reading?.attention.end(call.id) ?? null,
    };
    for (const name of [...answer.toolCalls.flatMap(({ id }) => id ?? []), ...answer.names]) {
      this.#remember(name, call.id);
    }
    if (this.#turn?.id === call.id) this.#turn.end = at;
    outbox.put(draft);
    return draft;
  }

  /** It never was one. */
  drop(call: OpenCall): void {
    if (this.#open.get(call) === true) this.#parts.foretell(call.id, null);
    this.#open.delete(call);
  }

  /** What a tool does, where the wire said so. */
  learnEffects(effects: ReadonlyMap<string, ActionEffect>): void {
    for (const [name, effect] of effects) {
      if (this.#effects.size < MAX_NAMES) this.#effects.set(name, effect);
    }
  }

  async #lookAfter(call: OpenCall): Promise<void> {
    this.#reading ??= await this.#parts.reading();
    if (this.#open.has(call)) this.#reading?.attention.begin(call.id);
  }

  #sketchOf(asked: Asked | null): Draft['sketch'] {
    const prompt = asked?.turn === 'tool-results' ? undefined : asked?.text.at(-1);
    return prompt === undefined ? null : (this.#reading?.sketchOf(prompt) ?? null);
  }

  #foretell(call: OpenCall, wait: number): void {
    const { later, steady, foretell } = this.#parts;
    later(() => {
      if (!this.#open.has(call)) return;
      this.#open.set(call, true);
      const answer = call.first === null ? call.rest : joinAnswers(call.first, call.rest);
      foretell(call.id, this.#draft(call, answer, 'cancelled', steady(), null));
      this.#foretell(call, Math.min(wait * 2, LAST_NOTICE));
    }, wait);
  }

  /** A page that runs a tool for a model has told of it already, with the model's answer. */
  #isAnnounced({ protocol }: OpenCall, { toolCalls: calls }: Answer): boolean {
    for (const { name } of calls) {
      if (typeof name !== 'string') continue;
      const due = this.#announced.get(name) ?? 0;
      if (protocol === 'mcp' && due > 0) {
        if (due === 1) this.#announced.delete(name);
        else this.#announced.set(name, due - 1);
        return true;
      }
      if (protocol !== 'mcp' && this.#announced.size < MAX_NAMES)
        this.#announced.set(name, due + 1);
    }
    return false;
  }

  #draft(
    call: OpenCall,
    answer: Answer,
    how: Ending,
    at: number,
    httpStatus: number | null,
  ): Draft {
    const { id, protocol, transport, moment, asked, parent } = call;
    const { hash, site } = this.#parts;
    const refused =
      httpStatus !== null && (httpStatus >= 400 || (httpStatus === 0 && how === 'failed'));
    const conversation = answer.conversation ?? asked?.conversation ?? null;
    const keys = [answer.key, answer.earlierKey].flatMap((key) => key ?? []);
    return {
      id,
      site,
      protocol,
      transport,
      startedAt: moment.startedAt,
      endedAt: moment.startedAt + Math.max(0, Math.round(at - moment.at)),
      status: refused ? 'error' : statusOf(how, answer, protocol),
      model: nameOrNull(answer.model) ?? nameOrNull(asked?.model),
      conversation: conversation === null ? null : `c:${hash(conversation)}`,
      calls: keys.map((key) => `k:${hash(`${protocol} ${key}`)}`),
      // What was refused burned nothing.
      usage: refused ? NO_USAGE : usageOf(asked, answer),
      toolCalls: toolCalls(answer.toolCalls, this.#effects),
      parent,
      signals: signalsOf(moment, asked, answer.trigger ?? asked?.trigger),
      sketch: null,
      attention: null,
    };
  }

  #parentOf(asked: Asked | null, signals: Signals): Draft['parent'] {
    for (const name of asked?.answers ?? []) {
      const parent = this.#names.get(name);
      if (parent !== undefined) return parent;
    }
    return followsTurn(signals) ? (this.#turn?.id ?? null) : null;
  }

  #remember(name: string, id: Draft['id']): void {
    // Set anew, so that the latest bearer of a name is also the last to be forgotten.
    this.#names.delete(name);
    this.#names.set(name, id);
    for (const oldest of this.#names.keys()) {
      if (this.#names.size <= MAX_NAMES) return;
      this.#names.delete(oldest);
    }
  }
}

function signalsOf(
  { facts, press }: Moment,
  asked: Asked | null,
  trigger = asked?.trigger ?? null,
): Signals {
  const sendHold = press?.hold == null ? null : Math.round(press.hold * 10) / 10;
  const signals = { ...facts, sendHold, trigger, turn: asked?.turn ?? 'not seen' } as const;
  // The person's input here says nothing of what was started elsewhere.
  return isFromHere(signals) ? signals : { ...signals, ...NO_INPUT };
}

const UNMARKED: ReadonlySet<ProtocolName> = new Set(['by-shape', 'adapter']);

/** Complete is what carried its end marker, even where the page cancelled right after it. */
function statusOf(how: Ending, answer: Answer, protocol: ProtocolName): Status {
  if (answer.ending === 'failed') return 'error';
  if (answer.ending === 'finished') return 'complete';
  if (how === 'cancelled') return 'aborted';
  // Nobody has said how these end, so an answer that came whole is one.
  if (how === 'done' && UNMARKED.has(protocol) && answer.malformed === 0) return 'complete';
  return how === 'failed' || answer.malformed > 0 ? 'error' : 'aborted';
}
