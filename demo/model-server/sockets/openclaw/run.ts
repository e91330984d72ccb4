/** One run of the Gateway's agent: model calls in rounds, tools between them, until it answers. */
import type { Behaviour } from '../../behaviour.ts';
import { NO_JSON } from '../../dialect.ts';
import type { TruthLedger } from '../../truth.ts';
import { endCall, type ModelCall, openCall, tell, type Utterance } from '../model-call.ts';
import type { Initiation } from '../socket-protocol.ts';
import type { GatewayEvent, GatewayFrame } from './gateway-frames.ts';
import type { RunEvents } from './run-events.ts';
import type { GatewaySession } from './session.ts';
import { answerMessage, failedMessage, injectedMessage, usageOf } from './transcript.ts';

export interface Run {
  id: string;
  session: GatewaySession;
  events: RunEvents;
  prompt: string;
  model: string;
  behaviour: Behaviour;
  initiation: Initiation;
  /** Heartbeats tell neither their words nor a running count, only the whole message. */
  quiet?: boolean;
  lane?: string;
  stop: AbortController;
  /** Aborted when the page that sent the prompt leaves: the run goes on. */
  left?: AbortSignal;
}

/** Where a run is heard: every page that is connected. */
export interface Audience {
  tell(...frames: readonly GatewayFrame[]): void;
  /** Breaks every connection off. */
  drop(): void;
}

export async function perform(run: Run, audience: Audience, truth: TruthLedger): Promise<void> {
  const { events, behaviour, session } = run;
  const startedAt = Date.now();
  const texts = [run.prompt];
  let outputTokens = 0;
  audience.tell(events.lifecycle('start', { startedAt }), ...events.status('starting_model'));
  for (let round = 0; ; round += 1) {
    const call = openCall(
      truth,
      {
        protocol: 'openclaw',
        model: run.model,
        texts,
        messages: texts.length,
        turn: session.messages.filter(({ role }) => role === 'user').length - 1,
        // Without tools to call, the first round is the answer.
        ...(behaviour.act ? { stepsTaken: round } : {}),
        usageWanted: true,
        initiation: run.initiation,
        conversation: session.key,
        run: run.id,
      },
      // A gateway acts in rounds, never within one answer.
      { ...behaviour, act: false },
    );
    if (behaviour.refuse !== undefined) {
      endCall(truth, call, 'error');
      audience.tell(session.add(failedMessage(call.spoken), run.id), ...events.failed());
      return;
    }
    const ending = await sayRound(run, call, outputTokens, audience, truth);
    if (ending === 'aborted') {
      audience.tell(...events.aborted(startedAt));
      if (events.said !== '') audience.tell(session.add(injectedMessage(events.said, run.id)));
    }
    if (ending !== 'complete') return;
    outputTokens += call.spoken.usage.outputTokens;
    if (call.spoken.calls.length === 0) {
      audience.tell(...events.ended(call.spoken.pieces.join(''), startedAt, run.lane));
      return;
    }
    for (const { id, name, json } of call.spoken.calls) {
      audience.tell(...toolEvents(events, id, name, JSON.parse(json)));
      texts.push(name, json, 'Done.');
    }
  }
}

function sayRound(
  run: Run,
  call: ModelCall,
  outputTokens: number,
  audience: Audience,
  truth: TruthLedger,
) {
  const wire = {
    send: (frame: GatewayFrame) => audience.tell(frame),
    cut: () => audience.drop(),
    gone: run.stop.signal,
    ...(run.left === undefined ? {} : { left: run.left }),
  };
  const faults = {
    error: () => [run.session.add(failedMessage(call.spoken), run.id), ...run.events.failed()],
    malformed: NO_JSON,
  };
  return tell(truth, call, roundUtterances(run, call, outputTokens), wire, faults);
}

function* roundUtterances(
  { id, session, events, quiet = false }: Run,
  { spoken }: ModelCall,
  earlierOutput: number,
): Iterable<Utterance<GatewayFrame>> {
  const opening = events.lifecycle('model', { provider: 'northwind', model: spoken.model });
  yield { frames: [opening], text: '' };
  let sofar = '';
  for (const text of spoken.pieces) {
    sofar += text;
    yield { frames: quiet ? [] : events.piece(sofar, text), text };
  }
  const outputTokens = earlierOutput + spoken.usage.outputTokens;
  session.remember(spoken.model, usageOf(spoken));
  yield {
    frames: [
      ...(quiet ? [] : [events.agent('usage', { outputTokens })]),
      session.add(answerMessage(spoken), id),
    ],
    text: spoken.calls.map(({ name, json }) => name + json).join(''),
  };
}

function toolEvents(events: RunEvents, id: string, name: string, args: unknown): GatewayEvent[] {
  const item = { itemId: `tool:${id}`, toolCallId: id, name, kind: 'tool', title: name };
  const result = { content: [{ type: 'text', text: 'Done.' }] };
  return [
    events.agent('item', { ...item, phase: 'start', status: 'running' }),
    events.agent('tool', { phase: 'start', name, toolCallId: id, args }),
    events.agent('tool', { phase: 'result', name, toolCallId: id, isError: false, result }),
    events.agent('item', { ...item, phase: 'end', status: 'completed' }),
  ];
}
