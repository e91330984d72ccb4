/** How much of anything one interaction can hold. Apart from the schemas, for the pages' sake. */
export const MAX_TOKENS = 1_000_000_000;
export const MAX_TOOL_CALLS = 200;
export const MAX_CALL_NAMES = 4;

/** Of keys, clicks and the like. Pages stay open for days: who counts stops here, more is refused. */
export const MAX_COUNT = 1_000_000;
