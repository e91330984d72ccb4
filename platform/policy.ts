/** The company's policy, as the browser hands it on: written by an administrator, read-only here. */
import { browser } from 'wxt/browser';
import { parsePolicy, type PolicyReading } from '../core/policy.ts';

export async function readPolicy(): Promise<PolicyReading> {
  // Firefox rejects where nobody wrote a policy.
  return parsePolicy(await browser.storage.managed.get().catch(() => ({})));
}
