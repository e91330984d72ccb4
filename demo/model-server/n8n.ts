/**
 * n8n's hosted chat, as @n8n/chat 1.37 asks and reads it: lines of JSON that are labelled one JSON
 * document. The workflow decides whether it streams; the chat then asks for text. Tools stay unseen.
 */
import * as z from 'zod/mini';
import { type Aside, aside } from './aside.ts';
import {
  apology,
  type Dialect,
  jsonLine,
  NO_JSON,
  oneMessage,
  OVERLOADED,
  type Sent,
} from './dialect.ts';

const Body = z.object({ sessionId: z.string(), chatInput: z.string() });
const Loading = z.object({ action: z.literal('loadPreviousSession') });

export function n8nFor({ body }: Sent): Dialect | Aside {
  return Loading.safeParse(body).success ? aside({ data: [] }) : n8nChat;
}

const n8nChat: Dialect = {
  protocol: 'n8n',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  runsTools: false,
  read(body, { headers }) {
    const { sessionId, chatInput } = Body.parse(body);
    return oneMessage(chatInput, {
      conversation: sessionId,
      stream: headers.accept === 'text/plain',
    });
  },
  *stream({ pieces }) {
    yield { wire: line('begin'), text: '' };
    for (const text of pieces) yield { wire: line('item', text), text };
    yield { wire: line('end'), text: '' };
  },
  whole: ({ pieces }) => ({ output: pieces.join('') }),
  midStreamError: () => line('error', OVERLOADED),
  malformed: () => `${NO_JSON}\n`,
  refusal: (status) => ({ code: status, message: apology(status) }),
};

function line(type: string, content?: string): string {
  const metadata = {
    nodeId: '5f4e7c1e-2d4b-4a7e-9c55-0a1b2c3d4e5f',
    nodeName: 'AI Agent',
    timestamp: Date.now(),
    runIndex: 0,
    itemIndex: 0,
  };
  return jsonLine({ type, ...(content === undefined ? {} : { content }), metadata });
}
