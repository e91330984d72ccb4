import { postJson, SCHEMA, turnsOf, type Wire } from './wire.ts';

/** Events of JSON, or protobuf, which it prefers where it has a reader for it. */
export const agUi: Wire = {
  variants: ['events', 'protobuf'],
  request: (ask) => {
    const protobuf = 'application/vnd.ag-ui.event+proto, text/event-stream;q=0.5';
    return postJson(
      '/ag-ui',
      {
        threadId: ask.conversation,
        runId: crypto.randomUUID(),
        state: {},
        messages: turnsOf(ask).map((turn, index) => ({ id: `message-${index}`, ...turn })),
        tools: ask.tools.map((name) => ({ name, description: name, parameters: SCHEMA })),
        context: [],
        forwardedProps: {},
      },
      { accept: ask.variant === 'protobuf' ? protobuf : 'text/event-stream' },
    );
  },
};
