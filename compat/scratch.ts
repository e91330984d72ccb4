import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** From now on all that is temporary, the browser's profile too, is in one folder; says how to remove it. */
export function useScratch(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'trueburn-compat-'));
  process.env['TMPDIR'] = folder;
  // Programs that were just killed may still be writing.
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
}
