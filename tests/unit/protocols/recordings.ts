import { readFileSync } from 'node:fs';
import { post } from './reading.ts';

interface Exchange {
  url: string;
  requestBody: string;
  chunks: string[];
}

/** Exchanges recorded from the real app: what each asks, and the bytes that came back. */
export function recordedExchanges(file: string) {
  const text = readFileSync(`tests/fixtures/protocols/${file}`, 'utf8');
  return (JSON.parse(text) as Exchange[]).map(({ url, requestBody, chunks }) => ({
    request: post(new URL(url).pathname, JSON.parse(requestBody)),
    answer: chunks.map((chunk) => new TextEncoder().encode(chunk)),
  }));
}
