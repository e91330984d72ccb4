import { postJson, SCHEMA, tools, turnsOf, type Wire } from './wire.ts';

/** Converse, or the provider's own protocol in `invoke`. */
export const bedrock: Wire = {
  variants: ['converse', 'invoke'],
  request: (ask) => {
    const base = `/model/${encodeURIComponent(ask.model)}`;
    if (ask.variant === 'invoke') {
      return postJson(`${base}/invoke${ask.stream ? '-with-response-stream' : ''}`, {
        anthropic_version: 'bedrock-2023-05-31',
        max_tokens: 4_096,
        messages: turnsOf(ask),
        ...tools(ask.tools, (name) => ({ name, input_schema: SCHEMA })),
      });
    }
    const toolConfig = tools(ask.tools, (name) => ({
      toolSpec: { name, inputSchema: { json: SCHEMA } },
    }));
    return postJson(`${base}/converse${ask.stream ? '-stream' : ''}`, {
      messages: turnsOf(ask).map(({ role, content }) => ({ role, content: [{ text: content }] })),
      ...(ask.tools.length === 0 ? {} : { toolConfig }),
    });
  },
};
