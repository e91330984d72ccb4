import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './app.ts';
import { withOurNode } from './install.ts';
import { MODEL } from './provider.ts';

/** Writes the gateway's configuration into its home, and says in what environment it runs. */
export async function gatewayEnvironment({ home, provider }: Place, port: number, token: string) {
  const workspace = join(home, 'workspace');
  await mkdir(workspace, { recursive: true });
  const config = join(home, 'openclaw.json');
  const model = {
    id: MODEL,
    name: MODEL,
    reasoning: false,
    input: ['text'],
    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    contextWindow: 200_000,
    maxTokens: 4_096,
  };
  await writeFile(
    config,
    JSON.stringify({
      gateway: { mode: 'local', port, bind: 'loopback', auth: { mode: 'token', token } },
      update: { checkOnStart: false },
      agents: {
        defaults: {
          workspace,
          skipBootstrap: true,
          model: { primary: `mock/${MODEL}` },
          // Only when it is asked for.
          heartbeat: { every: '6h', target: 'none' },
        },
      },
      models: {
        mode: 'merge',
        providers: {
          mock: { baseUrl: provider, apiKey: 'none', api: 'openai-completions', models: [model] },
        },
      },
    }),
  );
  return withOurNode({
    HOME: home,
    OPENCLAW_STATE_DIR: join(home, 'state'),
    OPENCLAW_CONFIG_PATH: config,
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_DISABLE_BONJOUR: '1',
    DO_NOT_TRACK: '1',
  });
}
