/** What the person says of tools, where they know better than a name. */
import * as z from 'zod/mini';
import { ActionEffect, ActionKind } from './interaction.ts';

export const MAX_ACTION_RULES = 200;

export const ActionRule = z.strictObject({
  /** A tool's name, or how names begin: `jira_*`. */
  tool: z.string().check(z.regex(/^[\w.:/@+#~-]{1,120}\*?$/)),
  kind: ActionKind,
  effect: ActionEffect,
});
export type ActionRule = z.infer<typeof ActionRule>;

/** The rule that fits best: the name itself before any beginning, the longer beginning first. */
export function ruleFor(name: string, rules: readonly ActionRule[]): ActionRule | null {
  const wanted = name.toLowerCase();
  let best: ActionRule | null = null;
  for (const rule of rules) {
    if (fits(rule.tool.toLowerCase(), wanted) && closeness(rule) >= closeness(best)) best = rule;
  }
  return best;
}

/** The rules with this one in the place of any for the same name. The oldest make room. */
export function withRule(rules: readonly ActionRule[], rule: ActionRule): ActionRule[] {
  return [...withoutRule(rules, rule.tool), rule].slice(-MAX_ACTION_RULES);
}

export function withoutRule(rules: readonly ActionRule[], tool: string): ActionRule[] {
  return rules.filter((rule) => rule.tool.toLowerCase() !== tool.toLowerCase());
}

function fits(tool: string, name: string): boolean {
  return tool.endsWith('*') ? name.startsWith(tool.slice(0, -1)) : name === tool;
}

function closeness(rule: ActionRule | null): number {
  if (rule === null) return 0;
  return rule.tool.endsWith('*') ? rule.tool.length : Infinity;
}
