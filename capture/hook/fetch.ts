/** Watches the page's calls of `fetch`, and the `Request` objects it makes for them. */
import { endingOf, type Exchange, mayAnswer } from './exchange.ts';
import { apply, contentTypeOf, now, responseStatus, whenSettled } from './natives.ts';
import { patchConstructor, patchMethod, type Undo } from './patch.ts';
import { quietly } from './quietly.ts';
import {
  asksAtOnce,
  copyRequestBody,
  rememberRequest,
  seeFetch,
  type SeenRequest,
} from './request.ts';
import { follow } from './response.ts';
import { cleanly, withoutOurFrames } from './stack.ts';

/** Tells of a request. Returns null while nothing is watched. */
export type Open = (request: SeenRequest, at?: number) => Exchange | null;

export function watchFetch(open: Open, watching: () => boolean): (Undo | null)[] {
  return [
    patchMethod(window, 'fetch', (native, self, args) => {
      const request = watching() ? quietly(() => seeFetch(args)) : null;
      const asks = request !== null && asksAtOnce(request);
      const at = now();
      let exchange = asks ? quietly(() => open(request)) : null;
      const answer: Promise<Response> = apply(native, self, args);
      if (request === null || (asks && exchange === null)) return cleanly(answer);
      // The page gets the promise derived from the native one: were ours a second one beside it,
      // a failure the page forgot to handle would count as handled, and no error tracker would hear.
      return whenSettled(
        answer,
        (response) => {
          quietly(() => {
            const contentType = contentTypeOf(response);
            if (!asks && mayAnswer(contentType)) exchange = open(request, at);
            if (exchange === null) return;
            exchange.head(responseStatus(response), contentType);
            follow(response, exchange);
          });
          return response;
        },
        (reason): never => {
          quietly(() => exchange?.end(endingOf(reason)));
          throw withoutOurFrames(reason);
        },
      );
    }),
    patchConstructor<Request>('Request', (request, args) => {
      if (watching()) quietly(() => rememberRequest(request, args));
    }),
    patchMethod(Request.prototype, 'clone', (native, self, args) => {
      const copy: Request = apply(native, self, args);
      quietly(() => copyRequestBody(self, copy));
      return copy;
    }),
  ];
}
