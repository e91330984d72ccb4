/**
 * The tool calls a page tells of: names and, where the wire says it, what a tool does by its own
 * word. What the names mean is found out later, in `actions.ts`: pages need none of that table.
 */
import type { ActionEffect, ToolCall } from './interaction.ts';
import { MAX_TOOL_CALLS } from './limits.ts';
import { nameOrNull } from './names.ts';

/** The calls whose names are names; the rest could hold anything and is left out. */
export function toolCalls(
  calls: readonly { name: unknown; effect?: ActionEffect }[],
  known: ReadonlyMap<string, ActionEffect>,
): ToolCall[] {
  return calls
    .flatMap(({ name: candidate, effect }): ToolCall[] => {
      const name = nameOrNull(candidate);
      if (name === null) return [];
      return [{ name, kind: 'other', effect: effect ?? known.get(name) ?? 'unknown' }];
    })
    .slice(0, MAX_TOOL_CALLS);
}
