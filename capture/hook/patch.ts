/**
 * Puts a function of ours in the place of one of the browser's, so that the page cannot tell:
 * same name, length, properties and source text. Every patch has its undo.
 */
import {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  OwnWeakMap,
} from './natives.ts';
import { withoutOurFrames } from './stack.ts';

export type Undo = () => void;

/** Called in place of the native function, which it must call itself. */
export type Replacement = (native: CallableFunction, self: unknown, args: unknown[]) => unknown;

/** Ours to theirs, for the source text. */
const natives = new OwnWeakMap<object, CallableFunction>();

/** Replaces a method. Returns null where there is none, or where it is already ours. */
export function patchMethod(owner: object, name: string, replacement: Replacement): Undo | null {
  return patch(owner, name, 'value', { apply: withCleanErrors(replacement) });
}

/** Replaces a property's getter, under the same terms. */
export function patchGetter(owner: object, name: string, replacement: Replacement): Undo | null {
  return patch(owner, name, 'get', { apply: withCleanErrors(replacement) });
}

/** Lets `made` look at every object a constructor makes, also for classes derived from it. */
export function patchConstructor<Made extends object>(
  name: string,
  made: (made: Made, args: unknown[]) => void,
): Undo | null {
  const make: Replacement = (native, target, args) => {
    const object: Made = construct(native, args, target as CallableFunction);
    made(object, args);
    return object;
  };
  const makeCleanly = withCleanErrors(make);
  const undo = patch(window, name, 'value', {
    construct: (native, args, target) => makeCleanly(native, target, args) as object,
  });
  if (undo === null) return null;
  const ours: unknown = Reflect.get(window, name);
  const { prototype } = ours as { prototype: object };
  const link = getOwnPropertyDescriptor(prototype, 'constructor');
  // What objects call their constructor must be what the page finds under its name.
  defineProperty(prototype, 'constructor', { ...link, value: ours });
  return () => {
    undo();
    if (link !== undefined && getOwnPropertyDescriptor(window, name)?.value !== ours) {
      defineProperty(prototype, 'constructor', link);
    }
  };
}

/**
 * A proxied function's source text lacks its name. `Function.prototype.toString` is answered for
 * the replaced functions, itself included, with what the native one says.
 */
export function patchSourceText(): Undo | null {
  return patchMethod(Function.prototype, 'toString', (native, self, args) =>
    apply(native, natives.get(self as object) ?? self, args),
  );
}

/** Errors leave without a trace of us; every frame between here and the page is one to remove. */
function withCleanErrors(replacement: Replacement): Replacement {
  return (native, self, args) => {
    try {
      return replacement(native, self, args);
    } catch (error) {
      throw withoutOurFrames(error);
    }
  };
}

function patch(
  owner: object,
  name: string,
  slot: 'value' | 'get',
  handler: ProxyHandler<CallableFunction>,
): Undo | null {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const native: unknown = descriptor?.[slot];
  if (typeof native !== 'function' || natives.has(native)) return null;
  const ours: CallableFunction = new Proxy(native, handler);
  natives.set(ours, native);
  defineProperty(owner, name, { ...descriptor, [slot]: ours });
  return () => {
    // The page may have wrapped ours by now; then it stays, and only passes through.
    const current = getOwnPropertyDescriptor(owner, name);
    if (current?.[slot] === ours) defineProperty(owner, name, { ...current, [slot]: native });
  };
}
