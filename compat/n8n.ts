import { join } from 'node:path';
import { clickLikeAPerson, typeLikeAPerson } from '../demo/person.ts';
import { answering } from './answering.ts';
import type { App, Place } from './app.ts';
import { withOurNode } from './install.ts';
import { publishChat, WEBHOOK } from './n8n-workflow.ts';
import { postJson } from './post-json.ts';
import { freePort, startProgram } from './processes.ts';
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
          await clickLikeAPerson(page, COMPOSER);
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
        await (await postJson(chat, body)).text();
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
