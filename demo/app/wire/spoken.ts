/** How it ended for the page, and how many bytes of the answer reached it. */
export interface Spoken {
  ending: 'complete' | 'cancelled' | 'failed';
  bytes: number;
}
