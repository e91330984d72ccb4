/** Requests answered in text, beside the everyday ones. Whoever is surer of its own stands first. */
import { parseAdapters } from '../sites/adapter.ts';
import { adapterProtocol } from '../sites/adapter-protocol.ts';
import { witness } from '../sites/witness.ts';
import { a2a } from './a2a.ts';
import { agUi } from './ag-ui.ts';
import { aiSdkLines } from './ai-sdk-lines.ts';
import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { byShape } from './by-shape.ts';
import { chatgptResume, chatgptWeb } from './chatgpt-web/conversation.ts';
import { claudeWeb } from './claude-web.ts';
import { dify } from './dify.ts';
import { flowise } from './flowise.ts';
import { geminiInteractions } from './gemini-interactions.ts';
import { gemini } from './gemini.ts';
import { githubCopilot } from './github-copilot.ts';
import { hfChatUi } from './hf-chat-ui.ts';
import { langgraph } from './langgraph.ts';
import { librechat } from './librechat.ts';
import { lobechat } from './lobechat.ts';
import { mcp, mcpList } from './mcp.ts';
import { n8nChat, n8nChatByGet } from './n8n/chat.ts';
import { ollama } from './ollama.ts';
import { openaiResponses } from './openai-responses.ts';
import { openedStream } from './opened-stream.ts';
import type { Pack } from './pack.ts';

export const http: Pack = {
  protocols: [
    openaiResponses,
    anthropicMessages,
    aiSdkUi,
    gemini,
    geminiInteractions,
    librechat,
    chatgptWeb,
    chatgptResume,
    lobechat,
    hfChatUi,
    dify,
    flowise,
    n8nChat,
    n8nChatByGet,
    claudeWeb,
    githubCopilot,
    mcp,
    mcpList,
    a2a,
    agUi,
    langgraph,
    ollama,
    aiSdkLines,
  ],
  lastResorts: [openedStream, byShape],
  sockets: [],
  adapt: (adapters, known) =>
    parseAdapters(adapters).adapters.flatMap((adapter) => {
      const protocol = adapterProtocol(adapter, known);
      return protocol === null ? [] : [{ ...protocol, adapter: adapter.name }];
    }),
  screens: (adapters) => parseAdapters(adapters).adapters.flatMap(({ screen }) => screen ?? []),
  witness,
};
