import { until } from './until.ts';
import { cookiesOf, postJson } from './post-json.ts';
import { MODEL } from './provider.ts';

/** Stands in the chat's address. */
export const WEBHOOK = '0b5f6f0e-7d8a-4d1e-9b57-2f1f0a3c9d11';

const PATIENCE = 60_000;

/** The owner, the credential, and an agent with a calculator behind a public, streaming chat. */
export async function publishChat(url: string, provider: string): Promise<void> {
  const owner = {
    email: 'person@corp.example',
    firstName: 'A',
    lastName: 'Person',
    password: 'Of-no-use-elsewhere-1',
  };
  const setup = await until(
    'n8n takes its owner',
    async () => {
      const response = await postJson(`${url}/rest/owner/setup`, owner);
      return response.ok ? response : null;
    },
    { patience: PATIENCE, interval: 500 },
  );
  const cookie = cookiesOf(setup);
  const rest = async (path: string, body: object) => {
    const response = await postJson(`${url}/rest${path}`, body, { cookie });
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
