/**
 * What a tool does, by its name: the only thing about a call that we keep. First match wins, so
 * the more telling words stand first.
 */
import type { ActionEffect, ActionKind, ToolCall } from './interaction.ts';
import { MAX_TOOL_CALLS } from './limits.ts';
import { nameOrNull } from './names.ts';

const KINDS: readonly (readonly [ActionKind, RegExp])[] = [
  ['email', /^(e?mails?|gmail|outlook|inbox|smtp)$/],
  ['calendar', /^(calendars?|meetings?|invites?|appointments?)$/],
  ['ticket', /^(tickets?|issues?|jira|linear|incidents?|tasks?)$/],
  ['deployment', /^(deploys?|deployments?|releases?|rollouts?|rollbacks?|kubectl|helm|terraform)$/],
  [
    'code change',
    /^(commits?|pushe?s?|merges?|pull|pr|prs|branch|branches|patch|patches|diffs?|git|github|gitlab)$/,
  ],
  ['chat message', /^(chats?|messages?|slack|teams|discord|channels?|dm|post)$/],
  ['file', /^(files?|folders?|director(y|ies)|documents?|docs?|drive|upload|download|fs)$/],
  ['web', /^(web|browsers?|urls?|http|pages?|fetch|crawl|navigate)$/],
  ['command', /^(bash|shell|exec|execute|run|commands?|terminal|process|python|code)$/],
];

const WRITES =
  /^(send|post|create|update|delete|remove|write|edit|add|set|put|patch|deploy|release|rollback|rollout|merge|push|commit|publish|upload|invite|schedule|cancel|close|assign|apply|replace|move|rename|run|exec|execute|bash|shell|reply|book|approve|restart)$/;
const READS =
  /^(get|list|search|find|read|fetch|query|lookup|look|view|show|describe|check|count|download|browse|open|inspect|status)$/;

/** `sendEmail`, `send_email`, `mail.send-now` as lower-case words. */
function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

export function actionKind(name: string): ActionKind {
  const parts = words(name);
  return KINDS.find(([, pattern]) => parts.some((part) => pattern.test(part)))?.[0] ?? 'other';
}

export function actionEffect(name: string): ActionEffect {
  for (const part of words(name)) {
    if (WRITES.test(part)) return 'write';
    if (READS.test(part)) return 'read';
  }
  return 'unknown';
}

/**
 * The calls whose names are names; the rest could hold anything and is left out. `known`: what
 * tools do by their own word, which goes before anything their names suggest.
 */
export function toolCalls(
  calls: readonly { name: unknown; effect?: ActionEffect }[],
  known: ReadonlyMap<string, ActionEffect>,
): ToolCall[] {
  return calls
    .flatMap(({ name: candidate, effect }) => {
      const name = nameOrNull(candidate);
      if (name === null) return [];
      return [
        {
          name,
          kind: actionKind(name),
          effect: effect ?? known.get(name) ?? actionEffect(name),
        },
      ];
    })
    .slice(0, MAX_TOOL_CALLS);
}
