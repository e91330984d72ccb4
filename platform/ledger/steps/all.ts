import type { Step } from './step.ts';
import { step1 } from './step-1.ts';
import { step2 } from './step-2.ts';
import { step3 } from './step-3.ts';

/** Every step there ever was, oldest first. */
export const steps: readonly Step[] = [step1, step2, step3];
