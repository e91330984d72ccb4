import { a2a } from './a2a.ts';
import { agUi } from './ag-ui.ts';
import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { bedrock } from './bedrock.ts';
import { claudeWeb } from './claude-web.ts';
import { dify } from './dify.ts';
import { flowise } from './flowise.ts';
import { gemini } from './gemini.ts';
import { githubCopilot } from './github-copilot.ts';
import { hfChatUi } from './hf-chat-ui.ts';
import { langgraph } from './langgraph.ts';
import { lobechat } from './lobechat.ts';
import { mcp } from './mcp.ts';
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
  'ag-ui': agUi,
  langgraph,
  lobechat,
  'hf-chat-ui': hfChatUi,
  dify,
  flowise,
  n8n,
  'claude-web': claudeWeb,
  'github-copilot': githubCopilot,
  mcp,
  a2a,
} satisfies Record<string, Wire>;

export type WireName = keyof typeof WIRES;
