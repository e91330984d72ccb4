import type { Step } from './step.ts';

/** Calls that can be seen more than once are found by their name; who started one is kept. */
export const step2: Step = {
  version: 2,
  stores: {
    interactions: '&id, startedAt, *calls',
    rollups: '&[day+site+model+class]',
    health: '&[page+reason]',
  },
  upgrade: async (transaction) => {
    await transaction
      .table('interactions')
      .toCollection()
      .modify((interaction: { calls?: string[]; signals: { trigger?: null } }) => {
        interaction.calls = [];
        interaction.signals.trigger = null;
      });
  },
};
