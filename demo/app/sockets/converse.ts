/** One prompt and its answer in any of the protocols that need more than a request. */
import { converseChatGpt } from './chatgpt-web.ts';
import { converseCopilot } from './copilot.ts';
import { converseEventSource } from './event-source.ts';
import type { ConverseOptions, Conversed } from './hearing.ts';
import { converseLibreChat } from './librechat.ts';
import { converseM365 } from './m365-copilot.ts';
import { converseN8n } from './n8n.ts';
import { converseOpenWebui } from './open-webui.ts';
import { converseOpenClaw } from './openclaw.ts';
import { converseResponses } from './responses.ts';

const SPEAK = {
  openclaw: converseOpenClaw,
  'open-webui': converseOpenWebui,
  librechat: converseLibreChat,
  'openai-chat': converseEventSource,
  'openai-responses': converseResponses,
  'chatgpt-web': converseChatGpt,
  'm365-copilot': converseM365,
  copilot: converseCopilot,
  n8n: converseN8n,
};

export function converse({
  protocol,
  ...options
}: ConverseOptions & { protocol: keyof typeof SPEAK }): Promise<Conversed> {
  return SPEAK[protocol](options);
}
