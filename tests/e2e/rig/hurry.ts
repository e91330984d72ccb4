/** What `tests/e2e/pages/hurry.js` gives a page. */
export interface Hurry {
  rested: () => Promise<void>;
  firstByte: (times: number) => Promise<number>;
  fetchStream: (bytes: number) => Promise<number>;
  xhrStream: (bytes: number) => Promise<number>;
  socketStream: (bytes: number) => Promise<number>;
  fetches: (times: number) => Promise<number>;
  xhrs: (times: number) => Promise<number>;
  roundTrips: (times: number) => Promise<number>;
  inputs: (times: number) => Promise<number>;
  hearKeys: () => void;
  heardKeys: () => number;
}
