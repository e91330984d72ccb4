/** What protocols are called; names of products, the same in every language. */
import type { ProtocolName } from '../core/interaction.ts';

const NAMES: Record<Exclude<ProtocolName, 'by-shape' | 'adapter' | 'screen'>, string> = {
  'openai-chat': 'OpenAI Chat',
  'openai-responses': 'OpenAI Responses',
  'anthropic-messages': 'Anthropic Messages',
  gemini: 'Gemini',
  bedrock: 'Amazon Bedrock',
  ollama: 'Ollama',
  'ai-sdk-ui': 'Vercel AI SDK',
  'ag-ui': 'AG-UI',
  langgraph: 'LangGraph',
  openclaw: 'OpenClaw',
  'open-webui': 'Open WebUI',
  librechat: 'LibreChat',
  lobechat: 'LobeChat',
  'hf-chat-ui': 'Hugging Face Chat UI',
  dify: 'Dify',
  flowise: 'Flowise',
  n8n: 'n8n',
  'chatgpt-web': 'ChatGPT',
  'claude-web': 'Claude',
  'm365-copilot': 'Microsoft 365 Copilot',
  copilot: 'Microsoft Copilot',
  'github-copilot': 'GitHub Copilot',
  mcp: 'MCP',
  a2a: 'A2A',
};

const names: ReadonlyMap<string, string> = new Map(Object.entries(NAMES));

/** The name as it stands where it is none of a product. */
export function protocolText(protocol: ProtocolName): string {
  return names.get(protocol) ?? protocol;
}
