import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clickLikeAPerson, typeLikeAPerson } from '../demo/person.ts';
import { answering } from './answering.ts';
import type { App, Place } from './app.ts';
import { withOurNode } from './install.ts';
import { cookiesOf, postJson } from './post-json.ts';
import { freePort, startProgram } from './processes.ts';
import { MODEL } from './provider.ts';
import type { Act } from './served.ts';

const BEHIND = 'Flowise answers one request of the page, and asks its model again behind it';

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
      { tool: 'calculator', arguments: { input: '6 * 7' } },
      { text: 'It comes to forty-two, as it always does in the end.' },
    ],
    unseen: { steps: [0], reason: BEHIND, told: true },
  },
  {
    mark: 'mark-script',
    startedBy: 'webhook',
    answers: [{ text: 'Asked by a script, answered to the script.' }],
    unseen: { steps: [0], reason: 'a script asked Flowise itself, and no page is told of it' },
  },
] as const satisfies Act[];

/** In the shadow of the chat's own element. */
const COMPOSER = 'flowise-fullchatbot >>> textarea';
const PATIENCE = 60_000;

/** Its shared chat page over its own “Tool Agent”, with the one tool that needs no service. */
export const flowise: App = {
  name: 'flowise',
  version: '3.1.4',
  packages: ['flowise@3.1.4'],
  scripts: ['sqlite3'],
  acts: ACTS,
  async start(place) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const program = startProgram(
      process.execPath,
      [join(place.installed, 'node_modules/flowise/bin/run'), 'start'],
      { cwd: place.home, env: environment(place, port), log: place.log('flowise') },
    );
    await answering(`${url}/api/v1/ping`, program);
    const id = await shareChat(url, place);
    return {
      url: `${url}/chatbot/${id}`,
      ready: COMPOSER,
      close: () => program.close(),
      async drive({ page, say, served }) {
        const ask = async (prompt: string) => {
          const free = `${COMPOSER}:not([disabled])`;
          await page.waitForSelector(free, { visible: true, timeout: PATIENCE });
          await clickLikeAPerson(page, free);
          await typeLikeAPerson(page, prompt);
          await page.keyboard.press('Enter', { delay: 70 });
        };
        say('a person’s message');
        await ask('hello there, this is mark-typed');
        await served('mark-typed');
        say('a message whose answer calls a tool');
        await page.waitForSelector('flowise-fullchatbot >>> ::-p-text(smallest thing on the list)');
        await ask('please work out mark-tool');
        await served('mark-tool', 2);
        await page.waitForSelector('flowise-fullchatbot >>> ::-p-text(does in the end)');
        say('a script that asks by itself');
        const question = { question: 'do mark-script' };
        await (await postJson(`${url}/api/v1/prediction/${id}`, question)).text();
        await served('mark-script');
        say('the page loaded anew, with all of its history');
        await page.reload();
        await page.waitForSelector('flowise-fullchatbot >>> ::-p-text(smallest thing on the list)');
      },
    };
  },
};

function environment({ home }: Place, port: number): NodeJS.ProcessEnv {
  return withOurNode({
    HOME: home,
    PORT: `${port}`,
    HOST: '127.0.0.1',
    DATABASE_PATH: home,
    SECRETKEY_PATH: home,
    LOG_PATH: join(home, 'logs'),
    BLOB_STORAGE_PATH: join(home, 'storage'),
    DISABLE_FLOWISE_TELEMETRY: 'true',
  });
}

/** The account, the credential, and the agent, for everyone who has its address. */
async function shareChat(url: string, place: Place): Promise<string> {
  const account = { email: 'person@corp.example', password: 'Of-no-use-elsewhere-1' };
  const internal = { 'x-request-from': 'internal' };
  const user = { name: 'A Person', email: account.email, credential: account.password };
  await postJson(`${url}/api/v1/account/register`, { user: { ...user, type: 'pro' } }, internal);
  const login = await postJson(`${url}/api/v1/auth/login`, account, internal);
  const cookie = cookiesOf(login);
  const rest = async (path: string, body: object) => {
    const headers = { ...internal, cookie };
    const response = await postJson(`${url}/api/v1${path}`, body, headers);
    if (!response.ok) throw new Error(`Flowise refused ${path}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
  const credential = await rest('/credentials', {
    name: 'model',
    credentialName: 'openAIApi',
    plainDataObj: { openAIApiKey: 'none' },
  });
  const chat = await rest('/chatflows', {
    name: 'chat',
    type: 'CHATFLOW',
    isPublic: true,
    deployed: true,
    flowData: await toolAgent(place, credential.id),
  });
  return chat.id;
}

interface Flow {
  nodes: {
    id: string;
    data: { name: string; inputs: Record<string, unknown>; credential?: string };
  }[];
  edges: { source: string; target: string }[];
}

/** The template that comes with Flowise, without the tool that needs a key. */
async function toolAgent({ installed, provider }: Place, credential: string): Promise<string> {
  const file = 'node_modules/flowise/marketplaces/chatflows/Tool Agent.json';
  const template = JSON.parse(await readFile(join(installed, file), 'utf8')) as Flow;
  const nodes = template.nodes.filter(({ data }) => !['serpAPI', 'stickyNote'].includes(data.name));
  for (const { data } of nodes) {
    if (data.name === 'chatOpenAI') {
      data.credential = credential;
      Object.assign(data.inputs, { modelName: MODEL, basepath: provider, streaming: true });
    } else if (data.name === 'toolAgent') {
      const calculator = nodes.find((node) => node.data.name === 'calculator')?.id;
      data.inputs['tools'] = [`{{${calculator}.data.instance}}`];
    }
  }
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = template.edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  return JSON.stringify({ nodes, edges, viewport: { x: 0, y: 0, zoom: 1 } });
}
