/** Watches the page's calls of `fetch`. Calls that cannot be prompts go through untouched. */
import { endingOf, type Exchange } from './exchange.ts';
import { responseStatus, whenSettled } from './natives.ts';
import { patchMethod, type Undo } from './patch.ts';
import { quietly } from './quietly.ts';
import { type SeenRequest, seeRequest } from './request.ts';
import { follow } from './response.ts';

/** `open` returns null while nothing is watched. */
export function watchFetch(open: (request: SeenRequest) => Exchange | null): Undo | null {
  return patchMethod(window, 'fetch', (native, self, args) => {
    const exchange = quietly(() => {
      const request = seeRequest(args);
      return request === null ? null : open(request);
    });
    const answer: Promise<Response> = Reflect.apply(native, self, args);
    if (exchange === null) return answer;
    // The page gets the promise derived from the native one: were ours a second one beside it,
    // a failure the page forgot to handle would count as handled, and no error tracker would hear.
    return whenSettled(
      answer,
      (response) => {
        quietly(() => {
          exchange.head(responseStatus(response));
          follow(response, exchange);
        });
        return response;
      },
      (reason): never => {
        quietly(() => exchange.end(endingOf(reason)));
        throw reason;
      },
    );
  });
}
