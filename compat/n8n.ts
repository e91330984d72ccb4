import { join } from 'node:path';
import { typeLikeAPerson } from '../demo/person.ts';
import { until } from '../tests/e2e/rig/until.ts';
import { answering } from './answering.ts';
import type { App, Place } from './app.ts';
import { withOurNode } from './install.ts';
import { freePort, startProgram } from './processes.ts';
import { MODEL } from './provider.ts';
import type { Act } from './served.ts';

const BEHIND = 'n8n answers one request of the page, and asks its model again behind it';

const ACTS = [
  {
    mark: 'mark-typed',
    startedBy: 'person',
    answers: [{ text: 'Plan the day, then begin with the smallest thing on the list.' }],
  },
  {
    mark: 'mark-tool',
    startedBy: 'person',
    answers: [
      { tool: 'Calculator', arguments: { input: '6 * 7' } },
      { text: 'It comes to forty-two, as it always does in the end.' },
    ],
    unseen: { steps: [0], reason: BEHIND },
  },
  {
    mark: 'mark-script',
    startedBy: 'webhook',
    answers: [{ text: 'Asked by a script, answered to the script.' }],
    unseen: { steps: [0], reason: 'a script asked n8n itself, and no page is told of it' },
  },
] as const satisfies Act[];

const WEBHOOK = '0b5f6f0e-7d8a-4d1e-9b57-2f1f0a3c9d11';
const COMPOSER = 'textarea';
const PATIENCE = 60_000;

/** Its hosted chat, whose own script comes from a public address, and here from npm. */
export const n8n: App = {
  name: 'n8n',
  version: '2.40.7',
  packages: ['n8n@2.40.7', '@n8n/chat@1.36.4'],
  scripts: ['sqlite3'],
  acts: ACTS,
  async start(place) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const program = startProgram(
      process.execPath,
      [join(place.installed, 'node_modules/n8n/bin/n8n'), 'start'],
      { cwd: place.home, env: environment(place, port, await freePort()), log: place.log('n8n') },
    );
    await answering(`${url}/healthz/readiness`, program);
    const chat = `${url}/webhook/${WEBHOOK}/chat`;
    await publishChat(url, place.provider);
    await answering(chat, program);
    return {
      url: chat,
      ready: COMPOSER,
      standIns: {
        'https://cdn.jsdelivr.net/npm/@n8n/chat/': join(place.installed, 'node_modules/@n8n/chat/'),
      },
      close: () => program.close(),
      async drive({ page, say, served }) {
        const ask = async (prompt: string, answer: string) => {
          await page.waitForSelector(`${COMPOSER}:not([disabled])`, { visible: true });
          await page.click(COMPOSER);
          await typeLikeAPerson(page, prompt);
          await page.keyboard.press('Enter', { delay: 70 });
          await page.waitForFunction(
            (text) => document.body.textContent.includes(text),
            { timeout: PATIENCE },
            answer,
          );
        };
        say('a person’s message');
        await ask('hello there, this is mark-typed', 'smallest thing on the list');
        say('a message whose answer calls a tool');
        await ask('please work out mark-tool', 'in the end');
        await served('mark-tool', 2);
        say('a script that asks by itself');
        const body = { action: 'sendMessage', sessionId: 'script', chatInput: 'do mark-script' };
        await (await send(chat, body)).text();
        await served('mark-script');
        say('the page loaded anew');
        await page.reload();
        await page.waitForSelector(COMPOSER);
      },
    };
  },
};

function environment({ home }: Place, port: number, broker: number): NodeJS.ProcessEnv {
  return withOurNode({
    HOME: home,
    N8N_USER_FOLDER: home,
    N8N_PORT: `${port}`,
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_RUNNERS_BROKER_PORT: `${broker}`,
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_SECURE_COOKIE: 'false',
  });
}

/** The owner, the credential, and an agent with a calculator behind a public, streaming chat. */
async function publishChat(url: string, provider: string): Promise<void> {
  const owner = {
    email: 'person@corp.example',
    firstName: 'A',
    lastName: 'Person',
    password: 'Of-no-use-elsewhere-1',
  };
  const setup = await until(
    'n8n takes its owner',
    async () => {
      const response = await send(`${url}/rest/owner/setup`, owner);
      return response.ok ? response : null;
    },
    { patience: PATIENCE, interval: 500 },
  );
  const cookie = setup.headers.getSetCookie().map((each) => each.split(';')[0]);
  const rest = async (path: string, body: object) => {
    const response = await send(`${url}/rest${path}`, body, { cookie: cookie.join('; ') });
    if (!response.ok) throw new Error(`n8n refused ${path}: ${await response.text()}`);
    return ((await response.json()) as { data: { id: string; versionId: string } }).data;
  };
  const credential = await rest('/credentials', {
    name: 'model',
    type: 'openAiApi',
    data: { apiKey: 'none', url: provider },
  });
  const { id, versionId } = await rest('/workflows', workflow(credential.id));
  await rest(`/workflows/${id}/activate`, { versionId });
}

function send(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function workflow(credential: string): object {
  const kind = (name: string) => `@n8n/n8n-nodes-langchain.${name}`;
  const to = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
  return {
    name: 'chat',
    settings: { executionOrder: 'v1' },
    nodes: [
      {
        id: 'chat',
        name: 'Chat',
        type: kind('chatTrigger'),
        typeVersion: 1.3,
        position: [0, 0],
        webhookId: WEBHOOK,
        parameters: { public: true, mode: 'hostedChat', options: { responseMode: 'streaming' } },
      },
      {
        id: 'agent',
        name: 'Agent',
        type: kind('agent'),
        typeVersion: 3.1,
        position: [200, 0],
        parameters: { options: { enableStreaming: true } },
      },
      {
        id: 'model',
        name: 'Model',
        type: kind('lmChatOpenAi'),
        typeVersion: 1.2,
        position: [200, 200],
        parameters: { model: { __rl: true, mode: 'id', value: MODEL }, options: {} },
        credentials: { openAiApi: { id: credential, name: 'model' } },
      },
      {
        id: 'calculator',
        name: 'Calculator',
        type: kind('toolCalculator'),
        typeVersion: 1,
        position: [400, 200],
        parameters: {},
      },
    ],
    connections: {
      Chat: to('main'),
      Model: to('ai_languageModel'),
      Calculator: to('ai_tool'),
    },
  };
}
