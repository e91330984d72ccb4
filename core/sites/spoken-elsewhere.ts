/** A protocol as it is, but for where it is spoken. */
import type { Answer, Asked, Protocol } from '../protocols/protocol.ts';
import type { Adapter } from './adapter-schema.ts';
import { isFor, isPathOf } from './endpoint.ts';
import { NO_NAME, usualPaths } from './usual-paths.ts';

/** `variants`: of one protocol, which may have several wires; the first that reads a request is it. */
export function spokenElsewhere(adapter: Adapter, variants: [Protocol, ...Protocol[]]): Protocol {
  const [first] = variants;
  const readers = new WeakMap<Asked, Protocol>();
  const decoders = new WeakMap<Answer, Protocol>();
  const counts = (answer: Answer) => decoders.get(answer)?.counts?.(answer) ?? true;
  return {
    name: first.name,
    endpoint: (path) => isPathOf(adapter, path),
    read: (request) => {
      if (!isFor(adapter, request)) return null;
      for (const variant of variants) {
        for (const path of [request.path, ...usualPaths(first.name)]) {
          const asked = variant.read({ ...request, path });
          if (asked === null) continue;
          readers.set(asked, variant);
          return withoutPlaceholders(asked);
        }
      }
      return null;
    },
    decoder: (asked) => {
      const variant = (asked === null ? undefined : readers.get(asked)) ?? first;
      const decoder = variant.decoder(asked);
      return {
        ...decoder,
        end: () => {
          const answer = decoder.end();
          decoders.set(answer, variant);
          return answer;
        },
      };
    },
    ...(variants.some((variant) => variant.counts !== undefined) ? { counts } : {}),
  };
}

/** In place: a protocol may know its request again by the object it made of it. */
function withoutPlaceholders(asked: Asked): Asked {
  if (asked.model === NO_NAME) asked.model = null;
  if (asked.conversation === NO_NAME) asked.conversation = null;
  return asked;
}
