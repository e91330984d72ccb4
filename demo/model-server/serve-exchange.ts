/** Serves one exchange: reads what is asked, answers at the behaviour's pace, keeps the truth. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { allCalls, answerPieces, plannedCalls, reportPieces } from './answers.ts';
import { type Behaviour, behaviourOf } from './behaviour.ts';
import type { Asked, Dialect, Sent, Spoken } from './dialect.ts';
import { countInput, countText } from './tokens.ts';
import type { TruthEntry, TruthLedger } from './truth.ts';

export async function serveExchange(
  dialect: Dialect,
  sent: Sent,
  response: ServerResponse,
  truth: TruthLedger,
): Promise<void> {
  const behaviour = behaviourOf(sent.headers['x-demo'], sent.query.get('demo'));
  const asked = dialect.read(sent.body, sent);
  const entry = truth.open({
    protocol: dialect.protocol,
    model: asked.model,
    conversation: asked.conversation ?? null,
    streamed: asked.stream,
    inputTokens: 0,
    outputTokens: 0,
    cachedInputTokens: 0,
    reasoningTokens: 0,
    usageOnWire: false,
    toolCalls: [],
    startedAt: Date.now(),
  });
  response.on('close', () => truth.settle(entry, !response.writableFinished));
  if (behaviour.refuse !== undefined) {
    const status = Number(behaviour.refuse);
    truth.close(entry, 'error');
    // Clients are told not to try again, so that one request stays one exchange.
    response.writeHead(status, { 'content-type': 'application/json', 'x-should-retry': 'false' });
    response.end(JSON.stringify(dialect.refusal(status)));
    return;
  }
  const spoken = speak(entry.id, asked, behaviour, dialect.runsTools);
  Object.assign(entry, { ...spoken.usage, outputTokens: 0, reasoningTokens: 0 });
  const answer = asked.stream ? stream : answerWhole;
  const ending = await answer(dialect, spoken, behaviour, response, entry);
  if (ending === 'complete') tellAll(entry, spoken);
  truth.close(entry, ending);
  response.end();
}

/** How an answer ended on this side. */
type Ending = NonNullable<TruthEntry['outcome']>;

export function speak(id: string, asked: Asked, behaviour: Behaviour, runsTools: boolean): Spoken {
  if (asked.tool !== undefined) return toolResult(id, asked.tool, asked, behaviour);
  const asking = asked.stepsTaken === null ? [] : plannedCalls(asked.stepsTaken);
  const planned = runsTools && behaviour.act ? allCalls() : asking;
  const pieces = asking.length > 0 ? [] : answerOf(asked, behaviour);
  const calls = planned.map(({ name, input }, index) => ({
    id: `call_${id}_${index}`,
    name,
    json: JSON.stringify(behaviour.say === undefined ? input : { text: behaviour.say }),
  }));
  const output = [...pieces, ...calls.flatMap(({ name, json }) => [name, json])].join('');
  const inputTokens = countInput(asked.texts, asked.messages);
  return {
    id,
    model: asked.model ?? 'demo',
    conversation: asked.conversation ?? null,
    pieces,
    calls,
    usageWanted: asked.usageWanted,
    usage: {
      inputTokens,
      outputTokens: countText(output) + behaviour.reasoning,
      // A conversation that goes on finds its beginning in the cache.
      cachedInputTokens: asked.messages > 2 ? Math.floor(inputTokens / 2) : 0,
      reasoningTokens: behaviour.reasoning,
    },
  };
}

function toolResult(id: string, name: string, asked: Asked, behaviour: Behaviour): Spoken {
  return {
    id,
    model: 'none',
    conversation: null,
    pieces: answerOf(asked, behaviour),
    calls: [{ id: `call_${id}`, name, json: '{}' }],
    usageWanted: false,
    usage: { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 },
  };
}

function answerOf({ stepsTaken, turn }: Asked, behaviour: Behaviour): string[] {
  const worked = stepsTaken !== null && stepsTaken > 0;
  return worked ? reportPieces(behaviour) : answerPieces(behaviour, turn);
}

async function stream(
  dialect: Dialect,
  spoken: Spoken,
  behaviour: Behaviour,
  response: ServerResponse,
  entry: TruthEntry,
): Promise<Ending> {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    ...dialect.headers,
  });
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  let sent = '';
  for (const { wire, text } of dialect.stream(spoken)) {
    // Many clients hang up on the end marker itself: the pause comes before a chunk, never after.
    if (entry.chunksSent > 0 && behaviour.pace > 0) await rest(behaviour.pace, gone.signal);
    if (gone.signal.aborted) return 'aborted';
    if (entry.chunksSent === behaviour.garbleAfter)
      response.write(dialect.malformed(entry.chunksSent));
    if (entry.chunksSent === behaviour.errorAfter) {
      response.write(dialect.midStreamError(entry.chunksSent));
      return 'error';
    }
    if (entry.chunksSent === behaviour.cutAfter) {
      cut(response);
      return 'error';
    }
    const roomLeft = response.write(wire);
    sent += text;
    entry.chunksSent += 1;
    entry.outputTokens = countText(sent);
    if (!roomLeft) await Promise.race([once(response, 'drain'), once(gone.signal, 'abort')]);
  }
  return 'complete';
}

async function rest(milliseconds: number, gone: AbortSignal): Promise<void> {
  // Rejects only where the client has gone, which is looked at next.
  await pause(milliseconds, null, { signal: gone }).catch(() => {});
}

async function answerWhole(
  dialect: Dialect,
  spoken: Spoken,
  { pace, cutAfter }: Behaviour,
  response: ServerResponse,
  entry: TruthEntry,
): Promise<Ending> {
  await pause(pace);
  if (response.destroyed) return 'aborted';
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...dialect.wholeHeaders?.(spoken),
  });
  const body = JSON.stringify(dialect.whole(spoken));
  if (cutAfter !== undefined) {
    response.write(body.slice(0, body.length / 2));
    cut(response);
    return 'error';
  }
  response.write(body);
  entry.chunksSent = 1;
  return 'complete';
}

/** What was written goes out first; then the connection breaks in the midst of the answer. */
function cut(response: ServerResponse): void {
  response.socket?.end(() => response.destroy());
}

/** Everything was sent, so the client knows, where the protocol tells it, the whole usage. */
function tellAll(entry: TruthEntry, { usage, usageWanted, calls }: Spoken): void {
  Object.assign(entry, usage, {
    usageOnWire: usageWanted,
    toolCalls: calls.map(({ name }) => name),
  });
}
