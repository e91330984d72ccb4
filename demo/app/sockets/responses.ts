/** A page that asks over the Responses API's socket. */
import { openSocket, sendJson, opened } from './frames.ts';
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

export async function converseResponses(options: ConverseOptions): Promise<Conversed> {
  const { prompt, model = 'northwind-large', behaviour = {}, stop, binary, binaryType } = options;
  const hearing: Hearing = new Hearing(stop, {
    // No message stops an answer: to stop is to close.
    cancel: () => {
      socket.close();
      hearing.end('complete');
    },
    close: () => socket.close(),
  });
  const socket = openSocket(
    `/v1/responses?binary=${binary === true ? 1 : 0}`,
    ({ type, delta }) => {
      if (type === 'response.output_text.delta') hearing.piece(String(delta));
      if (type === 'response.completed') hearing.end('complete');
      if (type === 'error' || type === 'response.failed') hearing.end('failed');
    },
    () => hearing.end('failed'),
    binaryType === undefined ? {} : { binaryType },
  );
  await opened(socket);
  const input = [{ role: 'user', content: [{ type: 'input_text', text: prompt }] }];
  sendJson(socket, { type: 'response.create', model, input, demo: behaviour });
  const conversed = await hearing.result;
  socket.close();
  return conversed;
}
