/**
 * The counting rules, all of them: when two sightings are one call, and which figures then count.
 *
 * A call is the same where its protocol names it the same (`calls`: conversation, response and,
 * where there is one, request). Exchanges without such a name are each their own: many servers
 * repeat their response ids. Usage on the wire is cumulative or repeated, so the larger figure
 * wins, and what was reported beats any estimate. What a reload, a reconnect or a second tab shows
 * again is a sighting, not a call.
 */
import type { Draft, Status, Usage } from './interaction.ts';
import { MAX_CALL_NAMES } from './limits.ts';
import { joinAttention } from './provenance/attention.ts';
import { type Answer, report } from './protocols/protocol.ts';

/** What is known of one call after it was seen again. Sighting it twice changes nothing. */
export function sameCall(known: Draft, seen: Draft): Draft {
  const asker = askerOf(known, seen);
  return {
    ...known,
    calls: [...new Set([...known.calls, ...seen.calls])].slice(0, MAX_CALL_NAMES),
    startedAt: Math.min(known.startedAt, seen.startedAt),
    endedAt: Math.max(known.endedAt, seen.endedAt),
    status: strongerStatus(known.status, seen.status),
    model: known.model ?? seen.model,
    conversation: known.conversation ?? seen.conversation,
    usage: betterUsage(known.usage, seen.usage),
    toolCalls: known.toolCalls.length >= seen.toolCalls.length ? known.toolCalls : seen.toolCalls,
    parent: asker.parent ?? known.parent ?? seen.parent,
    signals: asker.signals,
    sketch: asker.sketch ?? known.sketch ?? seen.sketch,
    attention: joinAttention(known.attention, seen.attention),
  };
}

/** Only the page that sent it knows whose input went before. */
function askerOf(known: Draft, seen: Draft): Draft {
  // What started it the wire may say with the answer only, after a first sighting of the question.
  if (known.signals.trigger === null && isStartedByWire(seen)) return seen;
  if (seen.signals.trigger === null && isStartedByWire(known)) return known;
  if (isAsker(seen) !== isAsker(known)) return isAsker(seen) ? seen : known;
  // One page tells of one call again where it knows more by now.
  return seen.id === known.id && seen.endedAt > known.endedAt ? seen : known;
}

function isStartedByWire({ signals: { trigger } }: Draft): boolean {
  return trigger !== null && trigger !== 'page' && trigger !== 'elsewhere' && trigger !== 'app';
}

function isAsker({ signals }: Draft): boolean {
  return signals.trigger === 'page' || (signals.trigger === null && signals.turn === 'prompt');
}

/** One tab may have been closed before the end that another saw. */
const STRENGTH: Record<Status, number> = { complete: 2, error: 1, aborted: 0 };

function strongerStatus(known: Status, seen: Status): Status {
  return STRENGTH[seen] > STRENGTH[known] ? seen : known;
}

function betterUsage(known: Usage, seen: Usage): Usage {
  if (known.source !== seen.source) return known.source === 'reported' ? known : seen;
  return {
    inputTokens: larger(known.inputTokens, seen.inputTokens),
    outputTokens: larger(known.outputTokens, seen.outputTokens),
    cachedInputTokens: Math.max(known.cachedInputTokens, seen.cachedInputTokens),
    reasoningTokens: Math.max(known.reasoningTokens, seen.reasoningTokens),
    source: known.source,
  };
}

function larger(known: number | null, seen: number | null): number | null {
  return known === null || seen === null ? (known ?? seen) : Math.max(known, seen);
}

/** One answer whose parts came over two transports: what the request got back, and the rest. */
export function joinAnswers(first: Answer, rest: Answer): Answer {
  const joined: Answer = {
    ...rest,
    model: rest.model ?? first.model,
    conversation: rest.conversation ?? first.conversation,
    trigger: rest.trigger ?? first.trigger,
    ending: first.ending === 'failed' || rest.ending === 'open' ? first.ending : rest.ending,
    usage: { ...first.usage },
    text: [...first.text, ...rest.text],
    toolCalls: [...first.toolCalls, ...rest.toolCalls],
    key: rest.key ?? first.key,
    earlierKey: rest.earlierKey ?? first.earlierKey,
    effects: new Map([...first.effects, ...rest.effects]),
    names: [...first.names, ...rest.names],
    malformed: first.malformed + rest.malformed,
  };
  report(joined, rest.usage);
  return joined;
}
