/** Which path speaks which protocol, as the real services and apps lay theirs out. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { a2aFor, agentCard } from './a2a.ts';
import { agUiFor } from './ag-ui.ts';
import { aiSdkLines } from './ai-sdk-lines.ts';
import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { type Aside, aside } from './aside.ts';
import { bedrockInvoke, bedrockInvokeStream } from './bedrock-invoke.ts';
import { bedrockConverse, bedrockConverseStream } from './bedrock.ts';
import { claudeWeb } from './claude-web.ts';
import type { Dialect, Sent } from './dialect.ts';
import { difyWorkflow } from './dify-workflow.ts';
import { dify } from './dify.ts';
import { flowise } from './flowise.ts';
import { geminiFor } from './gemini.ts';
import { githubCopilot } from './github-copilot.ts';
import { hfChatUi } from './hf-chat-ui.ts';
import { langgraphStream, langgraphWait } from './langgraph.ts';
import { langserveInvoke, langserveStream } from './langserve.ts';
import { lobechat } from './lobechat.ts';
import { mcpFor } from './mcp.ts';
import { n8nFor } from './n8n.ts';
import { ollamaChat, ollamaGenerate } from './ollama.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';

/** The request decides, where one path has several things to say. */
type Handler = Dialect | ((sent: Sent) => Dialect | Aside);

interface Route {
  method: string;
  path: URLPattern;
  handler: Handler;
}

const route = (method: string) => (pathname: string, handler: Handler) => ({
  method,
  path: new URLPattern({ pathname }),
  handler,
});
const get = route('GET');
const post = route('POST');

/** The first that fits counts. */
const ROUTES: readonly Route[] = [
  post('/v1/chat/completions', openaiChat),
  post('/v1/responses', openaiResponses),
  post('/v1/messages', anthropicMessages),
  post('/api/openai/v1/chat/completions', openaiChat),
  post('/api/openai/v1/responses', openaiResponses),
  post('/api/anthropic/v1/messages', anthropicMessages),
  post(
    '{/api/google}?/:version/models/:model\\::method(generateContent|streamGenerateContent)',
    geminiFor,
  ),
  post('/model/:model/converse', bedrockConverse),
  post('/model/:model/converse-stream', bedrockConverseStream),
  post('/model/:model/invoke', bedrockInvoke),
  post('/model/:model/invoke-with-response-stream', bedrockInvokeStream),
  // The AI SDK's usual path is Ollama's own: what the messages are made of tells them apart.
  post('/api/chat', ({ body }) => (hasParts(body) ? aiSdkUi : ollamaChat)),
  post('/ollama/api/chat', ollamaChat),
  post('/:at(v1|api)/chat-messages', dify),
  post('/:at(v1|api)/workflows/run', difyWorkflow),
  get('/api/v1/chatflows-streaming/:flow', () => aside({ isStreaming: true })),
  post('/api/v1/:at(prediction|internal-prediction)/:flow', flowise),
  post('/:at(webhook|webhook-test)/:flow/chat', n8nFor),
  get('/:at(webhook|webhook-test)/:flow/chat', n8nFor),
  post('/threads', () => aside({ thread_id: randomUUID(), status: 'idle', values: null })),
  post('{/threads/:thread}?/runs/stream', langgraphStream),
  post('{/threads/:thread}?/runs/wait', langgraphWait),
  post('/api/v4/chat', aiSdkLines),
  post('/ag-ui', agUiFor),
  post('/webapi/chat/:provider', lobechat),
  post('/conversation', () => aside({ conversationId: randomUUID() })),
  post('/conversation/:id', hfChatUi),
  post(
    '/api/organizations/:organization/chat_conversations/:conversation/:at(completion|retry_completion)',
    claudeWeb,
  ),
  post('/github/chat/threads', () => aside({ thread_id: randomUUID() })),
  post('/github/chat/threads/:thread/messages', githubCopilot),
  post('/mcp', mcpFor),
  // There is nothing to listen to beside the answers.
  get('/mcp', () => ({ status: 405 })),
  get('/.well-known/agent-card.json', (sent) => aside(agentCard(sent))),
  post('/a2a', a2aFor),
  post('/:chain/stream', langserveStream),
  post('/:chain/invoke', langserveInvoke),
  post('{/ollama}?/api/generate', ollamaGenerate),
];

export function routeOf(method: string | undefined, url: URL) {
  for (const { path, handler, method: ours } of ROUTES) {
    const match = ours === method ? path.exec(url) : null;
    if (match !== null) return { handler, path: match.pathname.groups };
  }
  return undefined;
}

function hasParts(body: unknown): boolean {
  const messages = z.object({ messages: z.array(z.object({ parts: z.array(z.unknown()) })) });
  return messages.safeParse(body).success;
}
