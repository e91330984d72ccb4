/** Serves one exchange: reads what is asked, answers at the behaviour's pace, keeps the truth. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { answerPieces, plannedCalls } from './answers.ts';
import { type Behaviour, behaviourOf } from './behaviour.ts';
import type { Asked, Dialect, Spoken } from './dialect.ts';
import { countInput, countText } from './tokens.ts';
import type { TruthEntry, TruthLedger } from './truth.ts';

export async function serveExchange(
  dialect: Dialect,
  request: IncomingMessage,
  response: ServerResponse,
  truth: TruthLedger,
): Promise<void> {
  const behaviour = behaviourOf(request.headers['x-demo']);
  const asked = dialect.read(JSON.parse(await bodyOf(request)));
  const entry = truth.open({
    protocol: dialect.protocol,
    model: asked.model,
    streamed: asked.stream,
    inputTokens: 0,
    outputTokens: 0,
    cachedInputTokens: 0,
    reasoningTokens: 0,
    usageOnWire: false,
    toolCalls: [],
    startedAt: Date.now(),
  });
  if (behaviour.refuse !== undefined) {
    const status = Number(behaviour.refuse);
    truth.close(entry, 'error');
    // Clients are told not to try again, so that one request stays one exchange.
    response.writeHead(status, { 'content-type': 'application/json', 'x-should-retry': 'false' });
    response.end(JSON.stringify(dialect.refusal(status)));
    return;
  }
  const spoken = speak(entry.id, asked, behaviour);
  Object.assign(entry, { ...spoken.usage, outputTokens: 0, reasoningTokens: 0 });
  response.on('close', () => truth.close(entry, 'aborted'));
  if (asked.stream) await stream(dialect, spoken, behaviour, response, entry);
  else await answerWhole(dialect, spoken, behaviour, response, entry);
  if (response.destroyed && entry.outcome !== null) return;
  tellAll(entry, spoken);
  truth.close(entry, 'complete');
  response.end();
}

function speak(id: string, asked: Asked, behaviour: Behaviour): Spoken {
  const planned = asked.stepsTaken === null ? [] : plannedCalls(asked.stepsTaken);
  const pieces = planned.length > 0 ? [] : answerPieces(behaviour);
  const calls = planned.map(({ name, input }, index) => ({
    id: `call_${id}_${index}`,
    name,
    json: JSON.stringify(input),
  }));
  const output = [...pieces, ...calls.flatMap(({ name, json }) => [name, json])].join('');
  const inputTokens = countInput(asked.texts, asked.messages);
  return {
    id,
    model: asked.model ?? 'demo',
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

async function stream(
  dialect: Dialect,
  spoken: Spoken,
  behaviour: Behaviour,
  response: ServerResponse,
  entry: TruthEntry,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    ...dialect.headers,
  });
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  let sent = '';
  for (const { wire, text } of dialect.stream(spoken)) {
    if (gone.signal.aborted) return;
    if (entry.chunksSent === behaviour.garbleAfter) response.write('data: {"no": json\n\n');
    if (entry.chunksSent === behaviour.errorAfter) {
      response.end(dialect.midStreamError());
      close(entry, 'error');
      return;
    }
    if (entry.chunksSent === behaviour.cutAfter) {
      close(entry, 'error');
      // What was written goes out first; then the connection breaks in the midst of the answer.
      response.socket?.end(() => response.destroy());
      await once(response, 'close');
      return;
    }
    const roomLeft = response.write(wire);
    sent += text;
    entry.chunksSent += 1;
    entry.outputTokens = countText(sent);
    if (!roomLeft) await Promise.race([once(response, 'drain'), once(gone.signal, 'abort')]);
    if (behaviour.pace > 0)
      await pause(behaviour.pace, null, { signal: gone.signal }).catch(() => {});
  }
}

async function answerWhole(
  dialect: Dialect,
  spoken: Spoken,
  { pace }: Behaviour,
  response: ServerResponse,
  entry: TruthEntry,
): Promise<void> {
  await pause(pace);
  if (response.destroyed) return;
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.write(JSON.stringify(dialect.whole(spoken)));
  entry.chunksSent = 1;
}

/** Everything was sent, so the client knows, where the protocol tells it, the whole usage. */
function tellAll(entry: TruthEntry, { usage, usageWanted, calls }: Spoken): void {
  Object.assign(entry, usage, {
    usageOnWire: usageWanted,
    toolCalls: calls.map(({ name }) => name),
  });
}

function close(entry: TruthEntry, outcome: 'error'): void {
  entry.endedAt = Date.now();
  entry.outcome = outcome;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
