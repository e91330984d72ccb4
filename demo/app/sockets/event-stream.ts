/** An event stream read from a response, as pages do that post for their answers. */
import { EventSourceParserStream } from 'eventsource-parser/stream';

/** `listen` may tell that it has heard enough by returning true. */
export async function readEvents(
  response: Response,
  listen: (data: string, event: string | undefined) => boolean | void,
): Promise<void> {
  if (!response.ok || response.body === null) throw new Error(`Refused: ${response.status}`);
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done || listen(value.data, value.event) === true) return;
  }
}

export function postJson(
  path: string,
  body: object,
  behaviour: object = {},
  init: RequestInit = {},
): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    ...init,
    headers: {
      'content-type': 'application/json',
      'x-demo': JSON.stringify(behaviour),
      ...init.headers,
    },
    body: JSON.stringify(body),
  });
}
