/** The protocols this page has, and the way to more. */
import type { Pack, PackName } from '../core/protocols/pack.ts';
import type { Protocol, SocketProtocol } from '../core/protocols/protocol.ts';
import type { ScreenPlaces } from '../core/sites/adapter-schema.ts';
import type { Sighting } from '../core/sites/sighting.ts';
import type { Witness } from '../core/sites/witness.ts';
import type { sketchOf } from '../core/provenance/repetition.ts';
import type { AttentionWatch } from './attention-watch.ts';
import type { ScreenParts, watchScreen } from './screen.ts';

/** A pack, and what only a page can do: watch screens, and whether answers are read. */
type Delivered = Pack & {
  watchScreen?: typeof watchScreen;
  streamlit?: ScreenPlaces;
  reading?: { sketchOf: typeof sketchOf; AttentionWatch: typeof AttentionWatch };
};

/**
 * Packs are scripts of their own in this same isolated world. They call this door, which no page
 * can see: a page's world has other globals.
 */
declare global {
  // oxlint-disable-next-line no-var -- the only way to declare a global
  var trueburnPacks: ((name: PackName, pack: Delivered) => void) | undefined;
}

/** Called by a pack's script, in the page that asked for it. */
export function handOver(name: PackName, pack: Delivered): void {
  globalThis.trueburnPacks?.(name, pack);
}

export class Shelf {
  readonly #fetch: (name: PackName) => Promise<void>;
  readonly #packs = new Map<PackName | 'everyday', Delivered>();
  #described: Protocol[] = [];
  readonly #fetching = new Map<PackName, Promise<boolean>>();

  /** `fetch` resolves when the pack's script has run here. */
  constructor(everyday: Pack, fetch: (name: PackName) => Promise<void>) {
    this.#packs.set('everyday', everyday);
    this.#fetch = fetch;
    globalThis.trueburnPacks = (name, pack) => this.#packs.set(name, pack);
  }

  /** What somebody has described for this site goes before everything else. */
  get protocols(): Protocol[] {
    return [...this.#described, ...this.#known()];
  }

  /** `adapters`: of this site, not yet looked at. Resolves to where the screen is to be watched. */
  async describe(adapters: readonly unknown[]): Promise<readonly ScreenPlaces[]> {
    const here = await Promise.all([this.load('http'), this.load('binary')]);
    if (here.some((loaded) => !loaded)) return [];
    const http = this.#packs.get('http');
    this.#described = http?.adapt?.(adapters, this.#known()) ?? [];
    return http?.screens?.(adapters) ?? [];
  }

  /** Null where it could not be loaded. */
  async witness(tell: (sighting: Sighting) => void): Promise<Witness | null> {
    await this.load('http');
    return this.#packs.get('http')?.witness?.(tell) ?? null;
  }

  /**
   * Watches the screen where `places` says, or where Streamlit has its chat. Returns what ends it;
   * null where it could not be loaded, or where there is no such place.
   */
  async watchScreen(
    parts: Omit<ScreenParts, 'places'>,
    places?: ScreenPlaces,
  ): Promise<(() => void) | null> {
    await this.load('screen');
    const { watchScreen, streamlit } = this.#packs.get('screen') ?? {};
    const where = places ?? streamlit;
    return where === undefined ? null : (watchScreen?.({ ...parts, places: where }) ?? null);
  }

  /** Undefined where it could not be loaded. */
  async reading(): Promise<Delivered['reading']> {
    await this.load('reading');
    return this.#packs.get('reading')?.reading;
  }

  #known(): Protocol[] {
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
