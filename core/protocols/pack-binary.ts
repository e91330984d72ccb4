/** Answers framed in bytes. */
import { bedrock } from './bedrock.ts';
import type { Pack } from './pack.ts';

export const binary: Pack = { protocols: [bedrock], lastResorts: [], sockets: [] };
