import type { Step } from './step.ts';
import { step1 } from './step-1.ts';

/** Every step there ever was, oldest first. */
export const steps: readonly Step[] = [step1];
