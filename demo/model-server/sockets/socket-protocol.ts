/** What the server speaks over sockets, and over answers that change transport midway. */
export type SocketProtocol =
  | 'openai-chat'
  | 'openai-responses'
  | 'openclaw'
  | 'open-webui'
  | 'librechat'
  | 'n8n'
  | 'chatgpt-web'
  | 'm365-copilot'
  | 'copilot';

/** Who started a model call, as far as the page can have had a hand in it. */
export type Initiation =
  | 'page'
  | 'elsewhere'
  | 'schedule'
  | 'heartbeat'
  | 'sub-agent'
  | 'webhook'
  | 'app';
