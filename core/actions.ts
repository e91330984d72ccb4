/**
 * What a tool does, by its name: the only thing about a call that we keep. The person's own entry
 * goes before everything, what the tool says of itself before anything its name suggests.
 */
import { KINDS, STRONG, WEAK, WHOLE } from './action-words.ts';
import { type ActionRule, ruleFor } from './action-rules.ts';
import type { ActionEffect, ActionKind, ToolCall } from './interaction.ts';

export function actionKind(name: string): ActionKind {
  return wholeName(name)?.[0] ?? kindOf(words(name)) ?? 'other';
}

export function actionEffect(name: string): ActionEffect {
  const whole = wholeName(name);
  if (whole !== null) return whole[1];
  const parts = words(name);
  const strong = parts.flatMap((part) => own(STRONG, part) ?? []);
  // Of `find_and_replace` both are done.
  if (parts.includes('and') && strong.includes('write')) return 'write';
  return strong[0] ?? parts.flatMap((part) => own(WEAK, part) ?? [])[0] ?? 'unknown';
}

/** A call as it is kept and shown; `rules` are the person's own. */
export function classified(call: ToolCall, rules: readonly ActionRule[]): ToolCall {
  const { name, effect } = call;
  const rule = ruleFor(name, rules);
  if (rule !== null) return { name, kind: rule.kind, effect: rule.effect };
  return {
    name,
    kind: actionKind(name),
    effect: effect === 'unknown' ? actionEffect(name) : effect,
  };
}

/** `sendEmail`, `send_email`, `mail.send-now` as lower-case words. */
function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function kindOf(parts: readonly string[]): ActionKind | null {
  return KINDS.find(([, pattern]) => parts.some((part) => pattern.test(part)))?.[0] ?? null;
}

/**
 * Also behind the name of where it comes from: `mcp__workspace__read`, `functions.read`. But where
 * that tells more than `read` does, as in `gmail.read`, the words decide.
 */
function wholeName(name: string): readonly [ActionKind, ActionEffect] | null {
  const parts = words(name);
  const whole = own(WHOLE, parts.join('_'));
  if (whole !== undefined) return whole;
  const last = words(name.split(/__|[./:]/).at(-1) ?? name);
  if (kindOf(parts.slice(0, -last.length)) !== null) return null;
  return own(WHOLE, last.join('_')) ?? null;
}

/** A tool may be called `constructor`. */
function own<Value>(table: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
