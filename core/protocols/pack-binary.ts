/** Answers framed in bytes. */
import type { Pack } from './pack.ts';

export const binary: Pack = { protocols: [], sockets: [] };
