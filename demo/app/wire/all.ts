import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { bedrock } from './bedrock.ts';
import { dify } from './dify.ts';
import { flowise } from './flowise.ts';
import { gemini } from './gemini.ts';
import { langgraph } from './langgraph.ts';
import { n8n } from './n8n.ts';
import { ollama } from './ollama.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Wire } from './wire.ts';

/** By the names the extension gives the protocols. */
export const WIRES = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
  bedrock,
  ollama,
  'ai-sdk-ui': aiSdkUi,
  langgraph,
  dify,
  flowise,
  n8n,
} satisfies Record<string, Wire>;

export type WireName = keyof typeof WIRES;
