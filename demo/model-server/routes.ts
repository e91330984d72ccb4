/** Which path speaks which protocol, as the real services and apps lay theirs out. */
import * as z from 'zod/mini';
import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import type { Aside } from './aside.ts';
import type { Dialect, Sent } from './dialect.ts';
import { bedrockConverse, bedrockConverseStream } from './bedrock.ts';
import { bedrockInvoke, bedrockInvokeStream } from './bedrock-invoke.ts';
import { geminiFor } from './gemini.ts';
import { ollamaChat, ollamaGenerate } from './ollama.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';

/** The request decides, where one path has several things to say. */
type Handler = Dialect | ((sent: Sent) => Dialect | Aside);

export interface Route {
  method: string;
  path: URLPattern;
  handler: Handler;
}

const post = (pathname: string, handler: Handler): Route => ({
  method: 'POST',
  path: new URLPattern({ pathname }),
  handler,
});

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
  post('{/ollama}?/api/generate', ollamaGenerate),
];

export function routeOf(method: string | undefined, url: URL) {
  for (const { path, handler, ...route } of ROUTES) {
    const match = route.method === method ? path.exec(url) : null;
    if (match !== null) return { handler, path: match.pathname.groups };
  }
  return undefined;
}

function hasParts(body: unknown): boolean {
  const messages = z.object({ messages: z.array(z.object({ parts: z.array(z.unknown()) })) });
  return messages.safeParse(body).success;
}
