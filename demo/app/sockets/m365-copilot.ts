/** The page of a company's Copilot, with the SignalR client it ships. */
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

interface Update {
  messages: { text: string }[];
}

export async function converseM365(options: ConverseOptions): Promise<Conversed> {
  const { prompt, behaviour = {}, stop } = options;
  const connection = new HubConnectionBuilder()
    .withUrl('/m365Copilot/Chathub/me@northwind?source=officeweb', {
      skipNegotiation: true,
      transport: HttpTransportType.WebSockets,
      // Browsers cannot send a header here, so it stands in the address.
      accessTokenFactory: () => 'secret-m365-token',
    })
    .configureLogging(LogLevel.None)
    .build();
  let stopping = () => {};
  const hearing = new Hearing(stop, {
    cancel: () => {
      stopping();
      // A stream that was disposed of tells nothing more.
      hearing.end('complete');
    },
    close: () => void connection.stop(),
  });
  connection.on('update', ({ messages }: Update) => hearing.whole(messages[0]?.text ?? ''));
  connection.onclose(() => hearing.end('failed'));
  await connection.start();
  const message = { author: 'user', inputMethod: 'Keyboard', text: prompt };
  const asked = { source: 'officeweb', conversationId: crypto.randomUUID(), message };
  const stream = connection.stream('chat', { ...asked, demo: behaviour }).subscribe({
    next: () => {},
    complete: () => hearing.end('complete'),
    error: () => hearing.end('failed'),
  });
  stopping = () => stream.dispose();
  const conversed = await hearing.result;
  await connection.stop();
  return conversed;
}
