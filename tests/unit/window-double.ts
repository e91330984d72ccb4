/** A window whose events a test makes up, trusted ones too: no page can. */
export class WindowDouble {
  readonly #listeners = new Map<string, ((event: object) => void)[]>();
  readonly document = { hidden: false };

  addEventListener(name: string, listen: (event: object) => void): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listen]);
  }

  /** For whom only listens. */
  get window(): Window {
    return this as unknown as Window;
  }

  happens(name: string, event: object): void {
    for (const listen of this.#listeners.get(name) ?? []) listen({ isTrusted: true, ...event });
  }
}
