import type { Step } from './step.ts';

/** Calls that can be seen more than once are found by their name; who started one is kept. */
export const step2: Step = {
  version: 2,
  stores: {
    interactions: '&id, startedAt, call',
    rollups: '&[day+site+model+class]',
    health: '&[page+reason]',
  },
  upgrade: async (transaction) => {
    await transaction
      .table('interactions')
      .toCollection()
      .modify((interaction: { call?: null; signals: { trigger?: null } }) => {
        interaction.call = null;
        interaction.signals.trigger = null;
      });
  },
};
