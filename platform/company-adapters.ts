/** What the company says of apps Trueburn does not know by itself: by its build, and by policy. */
import { readPolicy } from './policy.ts';

declare global {
  /** Put in by the build, from `TRUEBURN_ADAPTERS`. */
  const TRUEBURN_PRESET_ADAPTERS: readonly unknown[] | undefined;
}

/** As they were written: whoever uses one validates it. */
export async function companyAdapters(): Promise<unknown[]> {
  const preset = typeof TRUEBURN_PRESET_ADAPTERS === 'undefined' ? [] : TRUEBURN_PRESET_ADAPTERS;
  return [...preset, ...(await readPolicy()).policy.adapters];
}
