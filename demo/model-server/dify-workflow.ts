/** Dify's workflows, `…/workflows/run`: the whole is told, but neither its halves nor the model. */
import * as z from 'zod/mini';
import { dify } from './dify.ts';
import { type Dialect, oneMessage, type Spoken, sse } from './dialect.ts';

const Body = z.object({
  inputs: z.record(z.string(), z.unknown()),
  response_mode: z.optional(z.enum(['streaming', 'blocking'])),
});

export const difyWorkflow: Dialect = {
  ...dify,
  runsTools: false,
  read(body) {
    const { inputs, response_mode } = Body.parse(body);
    const text = Object.values(inputs).filter((input) => typeof input === 'string');
    return oneMessage(text.join('\n'), {
      stream: response_mode !== 'blocking',
      // It tells the sum alone.
      usageWanted: false,
    });
  },
  *stream(spoken) {
    const { run, node } = idsOf(spoken);
    const event = (name: string, data: object) => sse({ event: name, ...run, data });
    const started = { id: run.workflow_run_id, workflow_id: 'workflow-1' };
    yield { wire: event('workflow_started', started), text: '' };
    yield { wire: event('node_started', node), text: '' };
    for (const text of spoken.pieces) yield { wire: event('text_chunk', { text }), text };
    const finished = {
      ...node,
      status: 'succeeded',
      execution_metadata: { total_tokens: total(spoken) },
    };
    yield { wire: event('node_finished', finished), text: '' };
    yield { wire: event('workflow_finished', outcome(spoken)), text: '' };
  },
  whole: (spoken) => ({ ...idsOf(spoken).run, data: outcome(spoken) }),
};

function idsOf({ id }: Spoken) {
  return {
    run: { task_id: `task-${id}`, workflow_run_id: id },
    node: { id: `node-${id}`, node_id: 'llm', node_type: 'llm', index: 1 },
  };
}

function outcome(spoken: Spoken) {
  return {
    id: spoken.id,
    workflow_id: 'workflow-1',
    status: 'succeeded',
    outputs: { text: spoken.pieces.join('') },
    error: null,
    elapsed_time: 0.9,
    total_tokens: total(spoken),
    total_steps: 1,
  };
}

function total({ usage }: Spoken): number {
  return usage.inputTokens + usage.outputTokens;
}
