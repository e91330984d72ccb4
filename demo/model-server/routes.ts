/** Which path speaks which protocol, as the real services and apps lay theirs out. */
import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import type { Aside } from './aside.ts';
import type { Dialect, Sent } from './dialect.ts';
import { openaiChat } from './openai-chat.ts';

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
  post('/v1/messages', anthropicMessages),
  post('/api/chat', aiSdkUi),
];

export function routeOf(method: string | undefined, url: URL) {
  for (const { path, handler, ...route } of ROUTES) {
    const match = route.method === method ? path.exec(url) : null;
    if (match !== null) return { handler, path: match.pathname.groups };
  }
  return undefined;
}
