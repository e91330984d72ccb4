import { buildDemoApp } from '../../demo/build.ts';

/** The demo's app is what the browsers open. */
export const setup = buildDemoApp;
