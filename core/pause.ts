/** The one setting that pages need. Apart from the others, whose schemas they can do without. */
export function isPaused(settings: unknown): boolean {
  return (
    typeof settings === 'object' &&
    settings !== null &&
    'paused' in settings &&
    settings.paused === true
  );
}
