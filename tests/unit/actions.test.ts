import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ActionRule,
  MAX_ACTION_RULES,
  ruleFor,
  withoutRule,
  withRule,
} from '../../core/action-rules.ts';
import { actionEffect, actionKind, classified } from '../../core/actions.ts';
import { ActionEffect, ActionKind } from '../../core/interaction.ts';
import { parseSettings } from '../../core/settings.ts';
import { toolCalls } from '../../core/tool-calls.ts';

/** Tools as they are really called, and what they do. */
const TABLE = `
  email write:        send_email sendEmail gmail_send gmail.send_message mail.send-now create_draft
                      send_gmail_message outlook_reply mcp__gmail__send_email delete_email
  email read:         search_threads search_emails gmail_search_messages read_email list_inbox
  chat message write: slack_post_message post_chat_message conversations_add_message sessions_send
                      slack_reply_to_thread slack_add_reaction discord_send_message send_sms message
  chat message read:  slack_get_channel_history slack_list_channels channels_list read_messages
  deployment write:   deploy_service kubectl_apply kubectl_delete kubectl_scale helm_upgrade_release
                      vercel_deploy create_release rollback_deployment install_helm_chart
  deployment read:    kubectl_get kubectl_describe kubectl_logs get_pods list_deployments
  code change write:  create_pull_request merge_pull_request git_commit git.commit create_branch
                      push_files fork_repository apply_patch create_or_update_repository
                      pull_request_review_write github-create-commit
  code change read:   list_commits git_diff_show get_pull_request search_repositories search_code
                      pull_request_read mcp__github__list_branches
  ticket write:       create_issue jira_update_issue createJiraIssue addCommentToJiraIssue
                      transitionJiraIssue linear_create_issue add_issue_comment issue_write
                      zendesk_create_ticket update_task
  ticket read:        jira_search searchJiraIssuesUsingJql search_tickets get_issue issue_read
  calendar write:     calendar_create_event create_event create-event update-event schedule_meeting
  calendar read:      calendar.list-events list_events get_freebusy find_meeting_times
  file write:         write_file edit_file str_replace_editor str_replace_based_edit_tool Edit Write
                      MultiEdit create_file notion-create-pages createConfluencePage move_file
                      create_directory NotebookEdit replace_string_in_file insert_edit_into_file
                      upload_file delete_file functions.write
  file read:          read_file Read Grep Glob LS list_directory list_dir get_file_contents grep_search
                      file_search codebase_search search_files getConfluencePage notion-search
                      mcp__workspace__read read_multiple_files
  web read:           web_search WebSearch web_fetch WebFetch fetch brave_web_search tavily-search
                      browser_navigate browser_snapshot browser_take_screenshot firecrawl_scrape
                      puppeteer_screenshot
  web write:          browser_click browser_fill_form browser_type playwright_fill
  command write:      bash Bash run_terminal_cmd run_in_terminal exec execute_command shell
                      code_interpreter python execute_sql sessions_spawn computer process
  command read:       get_terminal_output query_database
  other write:        TodoWrite update_plan create_entities add_observations cron
  other read:         agents_list sessions_list sessions_history memory_search memory_get get_weather
                      list_teams
  other unknown:      frobnicate Task sequentialthinking constructor toString __proto__
`;

const CASES = TABLE.trim()
  .split(/\n\s+(?=[a-z ]+:)/)
  .flatMap((row) => {
    const [what = '', names = ''] = row.split(/:\s+/);
    return names.split(/\s+/).map((name) => [name, what] as const);
  });

describe('what a tool does', () => {
  it.each(CASES)('%s: %s', (name, what) => {
    expect(`${actionKind(name)} ${actionEffect(name)}`).toBe(what);
  });

  it('is to read and write where a name says both', () => {
    expect(actionEffect('find_and_replace')).toBe('write');
    expect(actionEffect('get_update_status')).toBe('read');
  });

  it('fits its schema whatever the name', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(ActionKind.safeParse(actionKind(name)).success).toBe(true);
        expect(ActionEffect.safeParse(actionEffect(name)).success).toBe(true);
      }),
    );
  });

  it('is not asked of what is no name, and its own word is kept', () => {
    const calls = ['send_email', 'delete all of it', null].map((name) => ({ name }));
    expect(toolCalls(calls, new Map())).toEqual([
      { name: 'send_email', kind: 'other', effect: 'unknown' },
    ]);
    const known = new Map([['send_email', 'read']] as const);
    const [call] = toolCalls([{ name: 'send_email' }], known);
    if (call === undefined) throw new Error('There is no call.');
    expect(classified(call, [])).toEqual({ name: 'send_email', kind: 'email', effect: 'read' });
  });
});

const rule = (tool: string, kind: ActionRule['kind'] = 'file'): ActionRule => ({
  tool,
  kind,
  effect: 'read',
});

describe('the person’s own entries', () => {
  it('go before everything else', () => {
    const call = { name: 'jira_update_issue', kind: 'ticket', effect: 'write' } as const;
    expect(classified(call, [rule('jira_*')])).toMatchObject({ kind: 'file', effect: 'read' });
    expect(classified(call, [rule('jira'), rule('other_*')])).toEqual(call);
  });

  it('fit the closer the more they say', () => {
    const rules = [rule('jira_update_issue'), rule('jira_update_*', 'web'), rule('*', 'command')];
    for (const order of [rules, rules.toReversed()]) {
      expect(ruleFor('JIRA_update_issue', order)).toBe(rules[0]);
      expect(ruleFor('jira_update_task', order)).toBe(rules[1]);
      expect(ruleFor('frobnicate', order)).toBe(rules[2]);
    }
    expect(ruleFor('frobnicate', [])).toBeNull();
  });

  it('stand once for each name, and are bounded', () => {
    const once = withRule([rule('a'), rule('b')], rule('A', 'web'));
    expect(once).toEqual([rule('b'), rule('A', 'web')]);
    expect(withoutRule(once, 'a')).toEqual([rule('b')]);
    const many = Array.from({ length: MAX_ACTION_RULES }, (_, index) => rule(`t${index}`));
    expect(withRule(many, rule('new'))).toHaveLength(MAX_ACTION_RULES);
    expect(withRule(many, rule('new')).at(-1)).toEqual(rule('new'));
  });
});

describe('settings', () => {
  it('fall back each for itself', () => {
    expect(parseSettings(undefined)).toEqual({ paused: false, actionTable: [] });
    // As they were kept before there was a table.
    expect(parseSettings({ paused: true })).toEqual({ paused: true, actionTable: [] });
    const actionTable = [
      rule('a'),
      rule('two words'),
      { ...rule('b'), note: 'x' },
      null,
      rule('c*'),
    ];
    expect(parseSettings({ paused: 'yes', actionTable })).toEqual({
      paused: false,
      actionTable: [rule('a'), rule('c*')],
    });
    const many = Array.from({ length: 999 }, (_, index) => rule(`t${index}`));
    expect(parseSettings({ actionTable: many }).actionTable).toHaveLength(MAX_ACTION_RULES);
    expect(parseSettings({ actionTable: 'x' }).actionTable).toEqual([]);
  });
});
