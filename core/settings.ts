/**
 * What a person can set. Parsed where it is read: what is missing or broken falls back to what
 * stands here, each for itself, so that nobody loses one setting to another.
 */
import { ActionRule, MAX_ACTION_RULES } from './action-rules.ts';
import { isPaused } from './pause.ts';

export interface Settings {
  /** Nothing is watched while this is true. */
  paused: boolean;
  /** What the person says of tools. */
  actionTable: ActionRule[];
}

export function parseSettings(stored: unknown): Settings {
  const table: unknown =
    typeof stored === 'object' && stored !== null && 'actionTable' in stored
      ? stored.actionTable
      : [];
  const rules = (Array.isArray(table) ? table : []).flatMap((rule: unknown) => {
    const { success, data } = ActionRule.safeParse(rule);
    return success ? [data] : [];
  });
  return { paused: isPaused(stored), actionTable: rules.slice(0, MAX_ACTION_RULES) };
}
