/** A web app that does nothing, for what the popup says of the page in front. */
import { createServer } from 'node:http';

export interface BlankApp {
  url: string;
  close(): void;
}

export async function serveBlankApp(): Promise<BlankApp> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>An app</title><h1>An app</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
