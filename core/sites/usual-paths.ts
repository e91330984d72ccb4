/** A path under which each protocol is usually spoken, for apps that speak it elsewhere. */
import type { ProtocolName } from '../interaction.ts';

/** Stands where a usual path carries a name; what a protocol takes from there is nothing. */
export const NO_NAME = '-';

/** Protocols that are known by their bodies alone are not in it. */
const USUAL: Partial<Record<ProtocolName, readonly string[]>> = {
  'openai-chat': ['/v1/chat/completions'],
  'openai-responses': ['/v1/responses'],
  'anthropic-messages': ['/v1/messages'],
  gemini: [
    `/v1beta/models/${NO_NAME}:streamGenerateContent`,
    `/v1beta/models/${NO_NAME}:generateContent`,
    '/v1beta/interactions',
  ],
  bedrock: [
    `/model/${NO_NAME}/converse-stream`,
    `/model/${NO_NAME}/converse`,
    `/model/${NO_NAME}/invoke-with-response-stream`,
    `/model/${NO_NAME}/invoke`,
  ],
  ollama: ['/api/chat', '/api/generate'],
  langgraph: [`/threads/${NO_NAME}/runs/stream`, `/${NO_NAME}/stream`],
  'open-webui': ['/api/chat/completions'],
  librechat: [`/api/agents/chat/${NO_NAME}`],
  lobechat: [`/webapi/chat/${NO_NAME}`],
  'hf-chat-ui': [`/conversation/${NO_NAME}`],
  dify: ['/v1/chat-messages', '/v1/completion-messages'],
  flowise: [`/api/v1/prediction/${NO_NAME}`],
  n8n: [`/webhook/${NO_NAME}/chat`],
  'chatgpt-web': ['/backend-api/conversation'],
  'claude-web': [`/chat_conversations/${NO_NAME}/completion`],
  'github-copilot': [`/github/chat/threads/${NO_NAME}/messages`],
};

export function usualPaths(protocol: ProtocolName): readonly string[] {
  return USUAL[protocol] ?? [];
}
