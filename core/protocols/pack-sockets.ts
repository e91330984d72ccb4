/** Calls that share a socket. */
import { chatgptTopics } from './chatgpt-web/topics.ts';
import { copilot } from './copilot.ts';
import { m365Copilot } from './m365-copilot.ts';
import { n8nPush } from './n8n/push.ts';
import { openWebuiEvents } from './open-webui/events.ts';
import { openclaw } from './openclaw/openclaw.ts';
import type { Pack } from './pack.ts';
import { responsesSocket } from './responses-socket.ts';

export const sockets: Pack = {
  protocols: [],
  lastResorts: [],
  sockets: [
    openclaw,
    openWebuiEvents,
    responsesSocket,
    m365Copilot,
    copilot,
    chatgptTopics,
    n8nPush,
  ],
};
