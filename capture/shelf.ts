/** The protocols this page has, and the way to more. */
import type { Pack, PackName } from '../core/protocols/pack.ts';
import type { Protocol, SocketProtocol } from '../core/protocols/protocol.ts';

/**
 * Packs are scripts of their own in this same isolated world. They call this door, which no page
 * can see: a page's world has other globals.
 */
declare global {
  // oxlint-disable-next-line no-var -- the only way to declare a global
  var trueburnPacks: ((name: PackName, pack: Pack) => void) | undefined;
}

/** Called by a pack's script, in the page that asked for it. */
export function handOver(name: PackName, pack: Pack): void {
  globalThis.trueburnPacks?.(name, pack);
}

export class Shelf {
  readonly #fetch: (name: PackName) => Promise<void>;
  readonly #packs = new Map<PackName | 'everyday', Pack>();
  readonly #fetching = new Map<PackName, Promise<boolean>>();

  /** `fetch` resolves when the pack's script has run here. */
  constructor(everyday: Pack, fetch: (name: PackName) => Promise<void>) {
    this.#packs.set('everyday', everyday);
    this.#fetch = fetch;
    globalThis.trueburnPacks = (name, pack) => this.#packs.set(name, pack);
  }

  get protocols(): Protocol[] {
    return [...this.#packs.values()].flatMap(({ protocols }) => protocols);
  }

  get lastResorts(): Protocol[] {
    return [...this.#packs.values()].flatMap(({ lastResorts }) => lastResorts);
  }

  get sockets(): SocketProtocol[] {
    return [...this.#packs.values()].flatMap(({ sockets }) => sockets);
  }

  has(name: PackName): boolean {
    return this.#packs.has(name);
  }

  /** Resolves to whether the pack is here. Asked again after a failure it tries again. */
  async load(name: PackName): Promise<boolean> {
    const loading =
      this.#fetching.get(name) ??
      this.#fetch(name).then(
        () => this.has(name),
        () => false,
      );
    this.#fetching.set(name, loading);
    const here = await loading;
    if (!here) this.#fetching.delete(name);
    return here;
  }
}
