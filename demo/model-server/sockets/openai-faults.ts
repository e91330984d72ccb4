/** How a stream of OpenAI's chunks fails. */
import { NO_JSON, sse } from '../dialect.ts';
import type { Faults } from './model-call.ts';

export const openaiFaults: Faults<string> = {
  error: () => [sse({ error: { message: 'The model is overloaded.', type: 'server_error' } })],
  malformed: sse(NO_JSON),
};
