/** An agent platform that starts runs by itself, and agents that a script keeps going. */
import { setTimeout as pause } from 'node:timers/promises';
import type { StartKind } from '../../../demo/model-server/sockets/openclaw/starts.ts';
import type { Page } from 'puppeteer-core';
import type { Actor } from '../actor.ts';
import { answered } from '../app.ts';
import type { Split } from '../recording.ts';
import { EXCHANGES } from './program.ts';

function started(kind: StartKind, split: Split, gaps: (index: number) => number): Actor {
  return {
    name: `Agent backend, ${kind}`,
    split,
    kind: 'program',
    perform: async (stage, _lab, tell) => {
      tell(kind);
      await stage.page.evaluate(async () => {
        await window.workspace.connectOpenClaw();
      });
      for (let index = 0; index < EXCHANGES; index += 1) {
        const demo = encodeURIComponent(JSON.stringify({ pieces: 30 + index, pace: 3 }));
        const start = `${stage.server.url}/openclaw/start?kind=${kind}&demo=${demo}`;
        await fetch(start, { method: 'POST' });
        await answered(stage, index + 1);
        await pause(gaps(index));
      }
    },
  };
}

/** Runs that begin one after another with nobody there. `source` does one run; its number is `run`. */
function agentLoop(client: string, split: Split, wait: number, source: string): Actor {
  return {
    name: `Agent loop, ${client}`,
    split,
    kind: 'program',
    prepare: (page) => addAgentLoop(page, wait, source),
    perform: async ({ page }, _lab, tell) => {
      tell(client);
      await page.waitForSelector('html[data-loop=over]', { timeout: 120_000 });
    },
  };
}

/** `wait`: between the end of one run and the next, in ms. */
export async function addAgentLoop(page: Page, wait: number, source: string): Promise<void> {
  await page.evaluateOnNewDocument(`{
        const doRun = async (run) => {
          ${source}
        };
        const go = async () => {
          for (let run = 0; run < 6; run += 1) {
            await new Promise((done) => setTimeout(done, ${wait}));
            await doRun(run);
          }
          document.documentElement.setAttribute('data-loop', 'over');
        };
        window.addEventListener('load', () => setTimeout(() => void go(), 10_500));
      }`);
}

const BY_OPENAI = 'await workspace.runAgent(`Look after ticket ${run}`);';
const BY_ANTHROPIC = `
  const messages = [{ role: 'user', content: 'Look after ticket ' + run }];
  for (;;) {
    const { content } = await workspace.anthropic.messages.create({
      model: 'northwind-agent',
      max_tokens: 4096,
      messages,
      tools: ['search_tickets', 'send_email'].map((name) => (
        { name, input_schema: { type: 'object', properties: {} } }
      )),
    });
    const calls = content.filter(({ type }) => type === 'tool_use');
    if (calls.length === 0) return;
    const results = calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'Done.' }));
    messages.push({ role: 'assistant', content }, { role: 'user', content: results });
  }`;

const BY_RESPONSES = `
  const input = [{ role: 'user', content: 'Look after ticket ' + run }];
  for (;;) {
    const { output } = await workspace.openai.responses.create({
      model: 'northwind-agent',
      input,
      tools: ['search_tickets', 'send_email'].map((name) => (
        { type: 'function', name, parameters: { type: 'object', properties: {} } }
      )),
    });
    const calls = output.filter(({ type }) => type === 'function_call');
    if (calls.length === 0) return;
    input.push(...output);
    for (const { call_id } of calls) {
      input.push({ type: 'function_call_output', call_id, output: 'Done.' });
    }
  }`;

const BY_GEMINI = `
  const contents = [{ role: 'user', parts: [{ text: 'Look after ticket ' + run }] }];
  const functionDeclarations = ['search_tickets', 'send_email'].map((name) => ({ name }));
  for (;;) {
    const response = await fetch('/v1beta/models/northwind-agent:generateContent', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contents, tools: [{ functionDeclarations }] }),
    });
    const { candidates: [{ content }] } = await response.json();
    const calls = content.parts.flatMap(({ functionCall }) => functionCall ?? []);
    if (calls.length === 0) return;
    const results = calls.map(({ name }) => (
      { functionResponse: { name, response: { result: 'Done.' } } }
    ));
    contents.push(content, { role: 'user', parts: results });
  }`;

export const BY_OLLAMA = `
  const messages = [{ role: 'user', content: 'Look after ticket ' + run }];
  const tools = ['search_tickets', 'send_email'].map((name) => (
    { type: 'function', function: { name, parameters: { type: 'object', properties: {} } } }
  ));
  for (;;) {
    const response = await fetch('/ollama/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'northwind-agent', stream: false, messages, tools }),
    });
    const { message } = await response.json();
    const calls = message.tool_calls ?? [];
    if (calls.length === 0) return;
    messages.push(message);
    for (const { function: called } of calls) {
      messages.push({ role: 'tool', tool_name: called.name, content: 'Done.' });
    }
  }`;

export const BACKENDS: readonly Actor[] = [
  started('cron', 'development', () => 900),
  started('heartbeat', 'development', (index) => 700 + (index % 5) * 120),
  agentLoop('OpenAI’s client', 'development', 300, BY_OPENAI),
  agentLoop('Anthropic’s client', 'development', 1_800, BY_ANTHROPIC),
  agentLoop('OpenAI’s responses', 'development', 2_600, BY_RESPONSES),
  agentLoop('Gemini by fetch', 'development', 2_200, BY_GEMINI),
  agentLoop('Ollama by fetch', 'held-out', 2_900, BY_OLLAMA),
];
