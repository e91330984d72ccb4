/**
 * What both scripts must agree on before they can talk. Apart from the frames, so that the hook
 * carries no schema into the page.
 */

/**
 * The two scripts start in either order, both before the page's first script; these events, fired
 * and heard only then, carry the port from one world to the other.
 */
export const OFFER = 'trueburn:offer';
export const HELLO = 'trueburn:hello';

/** How much of one request or answer we are willing to hold, in bytes or characters. */
export const MAX_BODY = 16_000_000;
