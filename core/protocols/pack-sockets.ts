/** Calls that share a socket. */
import { openWebuiEvents } from './open-webui/events.ts';
import { openclaw } from './openclaw/openclaw.ts';
import type { Pack } from './pack.ts';

export const sockets: Pack = { protocols: [], sockets: [openclaw, openWebuiEvents] };
