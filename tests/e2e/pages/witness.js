/** What a page can tell of functions, errors and events, as data two pages can be compared by. */
const source = Reflect.get(Function.prototype, 'toString');

/** A property, and the function in it, down to its source text. */
const shape = (owner, name) => {
  const property = Object.getOwnPropertyDescriptor(owner, name) ?? {};
  const flags = [property.writable, property.enumerable, property.configurable];
  const look = (is) =>
    typeof is === 'function'
      ? [
          is.name,
          is.length,
          source.call(is),
          Reflect.ownKeys(is).map(String).toSorted(),
          'prototype' in is,
        ]
      : typeof is;
  return [String(name), flags, ...['value', 'get', 'set'].map((slot) => look(property[slot]))];
};

/** Code that a driver puts into the page has a name in stacks and, in Firefox, another one here. */
const file = (name) => (/^pptr:|\/$/.test(name) ? 'the driver' : name);

const error = (reason) =>
  reason instanceof Error || reason instanceof DOMException
    ? {
        text: `${reason.name}: ${reason.message}`,
        kind: Object.prototype.toString.call(reason),
        // In Firefox an error whose stack is written to has one of its own in front of the inherited.
        own: Object.getOwnPropertyNames(reason).filter(
          (name) => !(name in Object.getPrototypeOf(reason)),
        ),
        constructor: reason.constructor === globalThis[reason.constructor.name],
        code: reason.code,
        stack: reason.stack,
        place: [file(reason.fileName ?? reason.filename), reason.lineNumber, reason.columnNumber],
      }
    : { thrown: String(reason) };

const caught = async (work) => {
  try {
    return { fine: String(await work()) };
  } catch (reason) {
    return error(reason);
  }
};

const caughtAtOnce = (work) => {
  try {
    return { fine: String(work()) };
  } catch (reason) {
    return error(reason);
  }
};

const happens = (target, name) =>
  new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));

/** Notes events in the order the page hears them, by handler and by listener. */
const hears = (target, names, say) => {
  const heard = [];
  for (const name of names) {
    const note = (how) => (event) => {
      const line = JSON.stringify([name, how, event.isTrusted, event.eventPhase, ...say(event)]);
      // How often there is progress is the network's affair.
      if (heard.at(-1) !== line && heard.at(-2) !== line) heard.push(line);
    };
    target.addEventListener(name, note('listener'));
    target[`on${name}`] = note('handler');
  }
  return heard;
};

window.witness = { shape, error, caught, caughtAtOnce, happens, hears };
