/**
 * One call of the model, whatever carries it: an entry in the truth from its beginning to its end,
 * the answer at the behaviour's pace, and the behaviour's faults.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Behaviour } from '../behaviour.ts';
import type { Spoken } from '../dialect.ts';
import { speak } from '../serve-exchange.ts';
import { countText } from '../tokens.ts';
import type { TruthEntry, TruthLedger } from '../truth.ts';
import type { Initiation, SocketProtocol } from './socket-protocol.ts';

export interface CallAsked {
  protocol: SocketProtocol;
  model: string | null;
  /** Everything the model reads. */
  texts: string[];
  messages?: number;
  turn?: number;
  /** Rounds of tool calls so far; left out, the server runs its tools within the one answer. */
  stepsTaken?: number;
  /** Whether the wire tells the usage. */
  usageWanted: boolean;
  streamed?: boolean;
  initiation?: Initiation;
  conversation?: string;
  run?: string;
}

export interface ModelCall {
  entry: TruthEntry;
  spoken: Spoken;
  behaviour: Behaviour;
}

/** What goes out at once, and the text in it that counts as output. */
export interface Utterance<Frame> {
  frames: readonly Frame[];
  text: string;
}

export type Utterances<Frame> = Iterable<Utterance<Frame>> | AsyncIterable<Utterance<Frame>>;

/** Where an answer goes. A signal aborted with `CLOSED` says that the client hung up. */
export interface Wire<Frame> {
  send(frame: Frame): void;
  /** Breaks the connection off, after what was sent. */
  cut(): void;
  gone: AbortSignal;
  /** Aborted when whoever asked has left, where the answer goes on without them. */
  left?: AbortSignal;
}

/** Why a wire is gone: its client left. Any other reason: the answer was stopped. */
export const CLOSED = 'closed';

/** Or: the connection broke, and nobody came back for the rest. */
export const BROKEN = 'broken';

/** An error and a frame nobody can parse, in the protocol's own way. */
export interface Faults<Frame> {
  error(): readonly Frame[];
  malformed: Frame;
}

type Ending = NonNullable<TruthEntry['outcome']>;

export function openCall(truth: TruthLedger, asked: CallAsked, behaviour: Behaviour): ModelCall {
  const { protocol, model, texts, messages = 1, turn = 0, stepsTaken = null } = asked;
  const entry = truth.open({
    protocol,
    model,
    conversation: asked.conversation ?? null,
    streamed: asked.streamed ?? true,
    inputTokens: 0,
    outputTokens: 0,
    cachedInputTokens: 0,
    reasoningTokens: 0,
    usageOnWire: false,
    toolCalls: [],
    startedAt: Date.now(),
    initiation: asked.initiation ?? 'page',
    ...(asked.run === undefined ? {} : { run: asked.run }),
  });
  const { usageWanted, streamed = true } = asked;
  const read = { model, stream: streamed, usageWanted, texts, messages, turn, stepsTaken };
  const spoken = speak(entry.id, read, behaviour, stepsTaken === null);
  if (behaviour.refuse === undefined) {
    const { inputTokens, cachedInputTokens } = spoken.usage;
    Object.assign(entry, { inputTokens, cachedInputTokens });
  }
  return { entry, spoken, behaviour };
}

/** Says the whole answer over the wire, unless it is stopped or breaks, and settles the truth. */
export async function tell<Frame>(
  truth: TruthLedger,
  call: ModelCall,
  utterances: Utterances<Frame>,
  wire: Wire<Frame>,
  faults: Faults<Frame>,
): Promise<Ending> {
  const ending = await utter(call, utterances, wire, faults);
  if (ending === 'complete') tellAll(call);
  const cut = ending === 'error' && call.entry.chunksSent === call.behaviour.cutAfter;
  const hungUp = wire.gone.reason === CLOSED || wire.left?.aborted === true;
  endCall(truth, call, ending, cut || hungUp || wire.gone.reason === BROKEN);
  return ending;
}

/** Ends a call that was refused, or whose answer went out without `tell`. */
export function endCall(
  truth: TruthLedger,
  { entry }: ModelCall,
  ending: Ending,
  brokenOff = false,
): void {
  truth.close(entry, ending);
  truth.settle(entry, brokenOff);
}

async function utter<Frame>(
  { entry, behaviour }: ModelCall,
  utterances: Utterances<Frame>,
  wire: Wire<Frame>,
  faults: Faults<Frame>,
): Promise<Ending> {
  let sent = '';
  for await (const { frames, text } of utterances) {
    // A client that stops on the last frame has still had it: the pause comes before, never after.
    if (entry.chunksSent > 0 && behaviour.pace > 0) await rest(behaviour.pace, wire.gone);
    if (wire.gone.aborted) return wire.gone.reason === BROKEN ? 'error' : 'aborted';
    if (entry.chunksSent === behaviour.garbleAfter) wire.send(faults.malformed);
    if (entry.chunksSent === behaviour.errorAfter) {
      for (const frame of faults.error()) wire.send(frame);
      return 'error';
    }
    if (entry.chunksSent === behaviour.cutAfter) {
      wire.cut();
      return 'error';
    }
    for (const frame of frames) wire.send(frame);
    sent += text;
    entry.chunksSent += 1;
    entry.outputTokens = countText(sent);
  }
  return 'complete';
}

async function rest(milliseconds: number, gone: AbortSignal): Promise<void> {
  // Rejects only where the wire has gone, which is looked at next.
  await pause(milliseconds, null, { signal: gone }).catch(() => {});
}

/** Everything was sent, so the client knows, where the protocol tells it, the whole usage. */
function tellAll({ entry, spoken: { usage, usageWanted, calls } }: ModelCall): void {
  Object.assign(entry, usage, {
    usageOnWire: usageWanted,
    toolCalls: calls.map(({ name }) => name),
  });
}
