/** Calls that share a socket. */
import { openclaw } from './openclaw/openclaw.ts';
import type { Pack } from './pack.ts';

export const sockets: Pack = { protocols: [], sockets: [openclaw] };
