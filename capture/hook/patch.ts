/**
 * Puts a function of ours in the place of one of the browser's, so that the page cannot tell:
 * same name, length, properties and source text. Every patch has its undo.
 */
export type Undo = () => void;

/** Called in place of the native function, which it must call itself. */
export type Replacement = (native: CallableFunction, self: unknown, args: unknown[]) => unknown;

/** Ours to theirs, for the source text. */
const natives = new WeakMap<object, CallableFunction>();

/** Replaces a method. Returns null where there is none, or where it is already ours. */
export function patchMethod(owner: object, name: string, replacement: Replacement): Undo | null {
  return patch(owner, name, 'value', replacement);
}

/** Replaces a property's getter, under the same terms. */
export function patchGetter(owner: object, name: string, replacement: Replacement): Undo | null {
  return patch(owner, name, 'get', replacement);
}

/**
 * A proxied function's source text lacks its name. `Function.prototype.toString` is answered for
 * the replaced functions, itself included, with what the native one says.
 */
export function patchSourceText(): Undo | null {
  return patchMethod(Function.prototype, 'toString', (native, self, args) =>
    Reflect.apply(native, natives.get(self as object) ?? self, args),
  );
}

function patch(
  owner: object,
  name: string,
  slot: 'value' | 'get',
  replacement: Replacement,
): Undo | null {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  const native: unknown = descriptor?.[slot];
  if (typeof native !== 'function' || natives.has(native)) return null;
  const ours: CallableFunction = new Proxy(native, {
    apply: (target, self, args) => replacement(target, self, args),
  });
  natives.set(ours, native);
  Object.defineProperty(owner, name, { ...descriptor, [slot]: ours });
  return () => {
    // The page may have wrapped ours by now; then it stays, and only passes through.
    const current = Object.getOwnPropertyDescriptor(owner, name);
    if (current?.[slot] === ours)
      Object.defineProperty(owner, name, { ...current, [slot]: native });
  };
}
