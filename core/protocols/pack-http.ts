/** Requests answered in text, beside the everyday ones. */
import type { Pack } from './pack.ts';

export const http: Pack = { protocols: [], sockets: [] };
