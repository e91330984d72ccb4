/** Requests answered in text, beside the everyday ones. */
import { openedStream } from './opened-stream.ts';
import type { Pack } from './pack.ts';

export const http: Pack = { protocols: [openedStream], sockets: [] };
