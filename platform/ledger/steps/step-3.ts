import type { Step } from './step.ts';

/**
 * What is known of an interaction beyond its own page is kept with it: how it stands to others, and
 * whether its answer was read. What descends from one is found, also by the id it had in another
 * tab; so are corrections, and what they taught. Nothing that was never looked at counts for or against anyone.
 */
export const step3: Step = {
  version: 3,
  stores: {
    interactions: '&id, startedAt, *calls, [site+startedAt], parent',
    rollups: '&[day+site+model+class]',
    health: '&[page+reason], lastAt',
    underWay: '&id',
    streams: '&key, last',
    sketches: '&site',
    awaited: '&id, until',
    aliases: '&id, at',
    corrections: '&id, [site+at]',
    leanings: '&site',
  },
  upgrade: async (transaction) => {
    const unseen = { sinceEntry: null, sendHold: null };
    const none = {
      fingeredKeys: 0,
      moves: 0,
      untrustedPointers: 0,
      scriptedEntries: 0,
      deletions: 0,
    };
    const more = <Signals extends { cadence: object | null }>(signals: Signals) => ({
      ...signals,
      ...unseen,
      ...none,
      cadence: signals.cadence && { ...signals.cadence, holdVariation: null, medianFlight: null },
    });
    interface Old {
      sketch?: null;
      attention?: null;
      signals: { cadence: object | null };
      context?: object;
      change?: null;
    }
    await transaction
      .table('interactions')
      .toCollection()
      .modify((interaction: Old) => {
        interaction.signals = more(interaction.signals);
        interaction.context = {
          conversationPace: null,
          promptPace: null,
          repetition: null,
          attention: null,
          dayOver: false,
        };
        interaction.change = null;
      });
    await transaction
      .table('underWay')
      .toCollection()
      .modify((row: { draft: Old }) => {
        row.draft = {
          ...row.draft,
          signals: more(row.draft.signals),
          sketch: null,
          attention: null,
        };
      });
  },
};
