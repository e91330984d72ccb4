/**
 * The background's side of delivery: parses what pages send as hostile, judges, keeps, and only
 * then acknowledges. Listeners are added at once: one added later misses the event that woke us.
 */
import { type Browser, browser } from 'wxt/browser';
import type { ActionRule } from '../core/action-rules.ts';
import { classified } from '../core/actions.ts';
import { localDay } from '../core/days.ts';
import { HealthNote } from '../core/health.ts';
import { Draft } from '../core/interaction.ts';
import { Look } from '../core/look.ts';
import { type RecordReply, RecordRequest, UnderWayNotice } from '../core/messages.ts';
import { covers } from '../core/sites/site.ts';
import type { Ledger } from './ledger/ledger.ts';
import { readSitesOn } from './watching.ts';

export interface RecorderParts {
  ledger: Ledger;
  /** Milliseconds since the epoch. */
  now: () => number;
  timeZone: () => string;
  /** What the person says of tools. */
  actionTable: () => Promise<readonly ActionRule[]>;
}

export class Recorder {
  readonly #parts: RecorderParts;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /**
   * Records what a page sent that may speak for these sites. Resolves when all of it is in the ledger or refused
   * for good. Rejects where the ledger fails; then nothing is settled and the page keeps it.
   */
  async record(request: unknown, speaksFor: (site: string) => boolean): Promise<RecordReply> {
    const { drafts, looks, health } = RecordRequest.parse(request);
    const own = drafts.flatMap((draft) => this.#accept(draft, speaksFor) ?? []);
    const recorded = own.map(({ id }) => id);
    const refused = drafts
      .flatMap((draft) => idOf(draft) ?? [])
      .filter((id) => !recorded.includes(id));
    const notes = health.flatMap((note) => {
      const parsed = HealthNote.safeParse(note);
      return parsed.success && speaksFor(parsed.data.site) ? [parsed.data] : [];
    });
    const seen = looks.flatMap((look) => {
      const parsed = Look.safeParse(look);
      return parsed.success && speaksFor(parsed.data.site) ? [parsed.data] : [];
    });
    const { ledger, now } = this.#parts;
    await this.#keep(own);
    await ledger.look(seen);
    await ledger.note(notes, now());
    return { type: 'recorded', recorded, refused };
  }

  /** Keeps what a call in that tab looks like so far, if it is one. */
  async foretell(
    { id, draft }: UnderWayNotice,
    tab: number,
    speaksFor: (site: string) => boolean,
  ): Promise<void> {
    if (draft === undefined) await this.#parts.ledger.forget(id, tab);
    const own = this.#accept(draft, speaksFor);
    if (own !== null) await this.#parts.ledger.foretell(own, tab);
  }

  /** Nobody will tell any more how these tabs' calls ended: they were broken off. */
  async settle(isGone: (tab: number) => boolean): Promise<void> {
    const { ledger, now } = this.#parts;
    await this.#keep(await ledger.underWayIn(isGone));
    await ledger.settle(now());
  }

  async #keep(drafts: readonly Draft[]): Promise<void> {
    const { ledger, actionTable, timeZone } = this.#parts;
    const rules = drafts.length === 0 ? [] : await actionTable();
    await ledger.keep(drafts, ({ toolCalls, startedAt }) => ({
      toolCalls: toolCalls.map((call) => classified(call, rules)),
      day: localDay(startedAt, timeZone()),
    }));
  }

  #accept(candidate: unknown, speaksFor: (site: string) => boolean): Draft | null {
    const { success, data } = Draft.safeParse(candidate);
    return success && speaksFor(data.site) && data.endedAt >= data.startedAt ? data : null;
  }
}

function idOf(candidate: unknown): string | null {
  const id: unknown =
    typeof candidate === 'object' && candidate !== null && 'id' in candidate ? candidate.id : null;
  return typeof id === 'string' ? id : null;
}

export function listenForDrafts(recorder: Recorder): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== browser.runtime.id || sender.tab === undefined) return;
    const notice = UnderWayNotice.safeParse(message);
    if (notice.success) {
      const { id = browser.tabs.TAB_ID_NONE } = sender.tab;
      // What fails is told again soon.
      void mandateOf(sender)
        .then((speaksFor) => recorder.foretell(notice.data, id, speaksFor))
        .catch(() => {});
      return;
    }
    if (!RecordRequest.safeParse(message).success) return;
    const recorded = mandateOf(sender).then((speaksFor) => recorder.record(message, speaksFor));
    recorded.then(reply, () => {
      // No reply is what makes the page keep its drafts and try again.
      reply(null);
    });
    return true;
  });
}

/**
 * A page speaks for its own origin and no other. Frames without one (sandboxed, srcdoc) are only
 * ever given our scripts on behalf of a watched site, and speak for those.
 */
async function mandateOf({ origin, url }: Sender): Promise<(site: string) => boolean> {
  const own = origin ?? URL.parse(url ?? '')?.origin ?? 'null';
  if (own !== 'null') return (site) => site === own;
  const on = await readSitesOn();
  return (site) => on.some((pattern) => covers(pattern, site));
}

type Sender = Pick<Browser.runtime.MessageSender, 'origin' | 'url'>;
