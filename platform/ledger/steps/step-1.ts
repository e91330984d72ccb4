import type { Step } from './step.ts';

/** Frozen. What the first version kept: interactions, their roll-ups, and what went wrong. */
export const step1: Step = {
  version: 1,
  stores: {
    interactions: '&id, startedAt',
    rollups: '&[day+site+model+class]',
    health: '&[page+reason]',
  },
};
