/** The page of everyone's Copilot. */
import { openSocket, opened, sendJson } from './frames.ts';
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

export async function converseCopilot(options: ConverseOptions): Promise<Conversed> {
  const { prompt, behaviour = {}, stop, binary, binaryType } = options;
  const conversationId = crypto.randomUUID();
  const hearing: Hearing = new Hearing(stop, {
    cancel: () => {
      sendJson(socket, { event: 'stop', conversationId });
      // It is not answered.
      hearing.end('complete');
    },
    close: () => socket.close(),
  });
  const socket = openSocket(
    `/c/api/chat?api-version=2&binary=${binary === true ? 1 : 0}`,
    ({ event, text }) => {
      if (event === 'appendText') hearing.piece(String(text));
      if (event === 'done') hearing.end('complete');
      if (event === 'error') hearing.end('failed');
    },
    () => hearing.end('failed'),
    binaryType === undefined ? {} : { binaryType },
  );
  await opened(socket);
  const content = [{ type: 'text', text: prompt }];
  sendJson(socket, { event: 'send', conversationId, content, mode: 'chat', demo: behaviour });
  const conversed = await hearing.result;
  socket.close();
  return conversed;
}
