/** Calls that share a socket. */
import { copilot } from './copilot.ts';
import { m365Copilot } from './m365-copilot.ts';
import { openWebuiEvents } from './open-webui/events.ts';
import { openclaw } from './openclaw/openclaw.ts';
import type { Pack } from './pack.ts';
import { responsesSocket } from './responses-socket.ts';

export const sockets: Pack = {
  protocols: [],
  sockets: [openclaw, openWebuiEvents, responsesSocket, m365Copilot, copilot],
};
