/**
 * What the words of a tool's name say of it. The names are those of public MCP servers, agent
 * platforms and coding agents.
 */
import type { ActionEffect, ActionKind } from './interaction.ts';

/** First match wins, so the more telling words stand first. */
export const KINDS: readonly (readonly [ActionKind, RegExp])[] = [
  ['email', /^(e?mails?|gmail|outlook|inbox|smtp|imap|mailbox)$/],
  ['calendar', /^(calendars?|gcal|meetings?|appointments?|freebusy|availability)$/],
  [
    'ticket',
    /^(tickets?|issues?|jira|linear|asana|trello|zendesk|servicenow|pagerduty|incidents?|tasks?|epics?|sprints?)$/,
  ],
  [
    'deployment',
    /^(deploys?|deployments?|releases?|rollouts?|rollbacks?|kubectl|kubernetes|k8s|pods?|helm|terraform|pulumi|argocd|vercel|netlify|docker|containers?)$/,
  ],
  [
    'code change',
    /^(commits?|pushe?s?|merges?|pull|prs?|branch|branches|patch|patches|diffs?|git|github|gitlab|bitbucket|repos?|repository|repositories)$/,
  ],
  [
    'chat message',
    /^(chats?|messages?|slack|msteams|discord|telegram|whatsapp|channels?|dms?|sms)$/,
  ],
  [
    'file',
    /^(files?|folders?|dirs?|director(y|ies)|documents?|docs?|drive|onedrive|sharepoint|dropbox|sheets?|spreadsheets?|slides?|notion|confluence|wiki|notes?|notebooks?|obsidian|uploads?|downloads?|fs|editor|codebase|grep|glob|ls)$/,
  ],
  [
    'web',
    /^(web|browsers?|urls?|http|https|pages?|fetch|crawl|scrape|navigate|playwright|puppeteer|tavily|brave|firecrawl|exa|perplexity)$/,
  ],
  [
    'command',
    /^(bash|shell|exec|execute|run|commands?|cmd|terminal|process|python|code|repl|interpreter|sql|database|db|computer|sandbox)$/,
  ],
  ['calendar', /^events?$/],
];

/** These only ever say what is done. */
export const STRONG: Record<string, ActionEffect> = Object.fromEntries([
  ...words(
    `send create update delete remove write edit add set put insert replace move rename upload
    publish cancel close assign apply approve reply forward submit spawn install uninstall enable
    disable start stop restart kill trigger transition resolve reopen archive trash invite execute
    exec deploy rollback merge push click fill press drag scale save append modify upsert fork upgrade cron`,
  ).map((word) => [word, 'write'] as const),
  ...words(
    `get list search find read fetch query lookup view show describe count browse inspect grep glob
    ls history logs screenshot snapshot navigate crawl scrape extract summarize retrieve explain`,
  ).map((word) => [word, 'read'] as const),
]);

/** These may as well be what something is done to, so they speak only where none of the others does. */
export const WEAK: Record<string, ActionEffect> = Object.fromEntries([
  ...words(
    `post patch run release commit schedule book comment react bash shell terminal python process
    code computer message rollout editor type`,
  ).map((word) => [word, 'write'] as const),
  ...words('check look download open status contents output wait').map(
    (word) => [word, 'read'] as const,
  ),
]);

/** Names whose words mislead, or have none to tell. In small letters, words parted by `_`. */
export const WHOLE: Record<string, readonly [ActionKind, ActionEffect]> = {
  // Claude Code, Cursor, VS Code, OpenAI.
  edit: ['file', 'write'],
  multi_edit: ['file', 'write'],
  read: ['file', 'read'],
  write: ['file', 'write'],
  view: ['file', 'read'],
  insert: ['file', 'write'],
  str_replace: ['file', 'write'],
  str_replace_based_edit_tool: ['file', 'write'],
  insert_edit_into_file: ['file', 'write'],
  search_code: ['code change', 'read'],
  code_search: ['code change', 'read'],
  semantic_search: ['file', 'read'],
  get_terminal_output: ['command', 'read'],
  task: ['other', 'unknown'],
  todo_write: ['other', 'write'],
  update_plan: ['other', 'write'],
  // OpenClaw and its kin.
  agents_list: ['other', 'read'],
  sessions_spawn: ['command', 'write'],
  sessions_send: ['chat message', 'write'],
  sessions_list: ['other', 'read'],
  sessions_history: ['other', 'read'],
  session_status: ['other', 'read'],
  browser: ['web', 'unknown'],
  // Google, GitHub, Linear.
  create_draft: ['email', 'write'],
  draft_email: ['email', 'write'],
  search_threads: ['email', 'read'],
  list_teams: ['other', 'read'],
  open_pull_request: ['code change', 'write'],
  request_copilot_review: ['code change', 'write'],
};

function words(text: string): string[] {
  return text.split(/\s+/);
}
