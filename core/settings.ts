/** What a person can set. Parsed where it is read: an older or broken value falls back to these. */
import * as z from 'zod/mini';

export const Settings = z.object({
  /** Nothing is watched while this is true. */
  paused: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

const DEFAULT_SETTINGS: Settings = { paused: false };

export function parseSettings(stored: unknown): Settings {
  const parsed = Settings.safeParse(stored);
  return parsed.success ? parsed.data : DEFAULT_SETTINGS;
}
