/** n8n's editor: it runs the workflow and watches. Transport `chat` runs it from the chat panel. */
import { postJson } from './event-stream.ts';
import { type Frame, openSocket, opened } from './frames.ts';
import { type ConverseOptions, type Conversed, Hearing } from './hearing.ts';

export async function converseN8n(options: ConverseOptions): Promise<Conversed> {
  const { prompt, model = 'northwind-large', transport = 'manual', behaviour, stop } = options;
  const pushRef = crypto.randomUUID();
  let executionId = '';
  let ours = '';
  const hearing: Hearing = new Hearing(stop, {
    cancel: () => void postJson(`/rest/executions/${executionId}/stop`, {}),
    close: () => socket.close(),
  });
  const listen = ({ type, data }: Frame) => {
    const told = data as Record<string, unknown>;
    // The push may be faster than the answer that names the execution.
    if (type === 'executionStarted' && ours === '') ours = String(told['executionId']);
    if (told['executionId'] !== ours) return;
    executionId = ours;
    if (type === 'executionFinished') {
      hearing.end(told['status'] === 'success' ? 'complete' : 'failed');
    } else {
      const output = /"output":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(told))?.[1];
      const isResult = type === 'nodeExecuteAfterData' && output !== undefined;
      hearing.piece(isResult ? (JSON.parse(`"${output}"`) as string) : '');
    }
  };
  const socket = openSocket(`/rest/push?pushRef=${pushRef}`, listen, () => hearing.end('failed'), {
    binaryType: 'arraybuffer',
  });
  await opened(socket);
  const body = { chatInput: prompt, model, mode: transport };
  const headers = { 'push-ref': pushRef };
  await postJson('/rest/workflows/workflow-1/run', body, behaviour, { headers });
  const conversed = await hearing.result;
  socket.close();
  return conversed;
}
