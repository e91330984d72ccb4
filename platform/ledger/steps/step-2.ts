import type { Step } from './step.ts';

/**
 * Calls that can be seen more than once are found by their name; who started one is kept. What a
 * site did lately, and what went wrong lately, is found without reading history. What is under way
 * is known before it is over.
 */
export const step2: Step = {
  version: 2,
  stores: {
    interactions: '&id, startedAt, *calls, [site+startedAt]',
    rollups: '&[day+site+model+class]',
    health: '&[page+reason], lastAt',
    underWay: '&id',
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
