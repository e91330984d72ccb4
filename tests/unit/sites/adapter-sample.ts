/** An adapter that uses every field there is for one that describes requests and answers. */
import type { Adapter } from '../../../core/sites/adapter-schema.ts';

export const sampleAdapter = {
  version: 1,
  name: 'Our assistant',
  site: 'https://chat.corp.example',
  endpoint: '/api/ask/*',
  method: 'POST',
  request: {
    model: 'model',
    conversation: 'chat.id',
    text: ['messages.*.content'],
    trigger: { path: 'source', values: { cron: 'schedule', '7': 'webhook' } },
  },
  answer: {
    framing: 'events',
    text: ['delta.text', 'thoughts.*'],
    model: 'meta.model',
    inputTokens: 'usage.in',
    outputTokens: 'usage.out',
    cachedInputTokens: 'usage.cached',
    reasoningTokens: 'usage.thought',
    tools: 'calls.*.name',
    end: { path: 'type', equals: 'done' },
    error: { path: 'failed', equals: true },
  },
} as const satisfies Adapter;
