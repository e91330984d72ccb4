/**
 * Open WebUI's chat: `POST /api/chat/completions`, an OpenAI request that also names the chat and
 * the message it asks for. It is answered there, or over socket.io under the message's name.
 * Source: Open WebUI 0.6.
 */
import * as z from 'zod/mini';
import { openaiChat } from '../openai-chat.ts';
import type { Protocol } from '../protocol.ts';

const Names = z.lazy(() =>
  z.object({
    chat_id: z.string(),
    id: z.string(),
    session_id: z.optional(z.unknown()),
  }),
);

export const openWebui: Protocol = {
  name: 'open-webui',
  read(request) {
    if (!request.path.endsWith('/api/chat/completions')) return null;
    const { success, data } = Names.safeParse(request.body);
    const asked = success ? openaiChat.read(request) : null;
    if (asked === null || !success) return null;
    const scheduled = String(data.session_id).startsWith('automation:');
    return {
      ...asked,
      conversation: data.chat_id,
      call: data.id,
      trigger: scheduled ? 'schedule' : null,
    };
  },
  decoder(asked) {
    const decoder = openaiChat.decoder(asked);
    return {
      ...decoder,
      end: () => {
        const answer = decoder.end();
        if (asked?.call == null) return answer;
        // Other tabs of the same person hear of it too.
        answer.key = messageKey(asked.conversation ?? '', asked.call);
        const nothingYet = answer.ending === 'open' && answer.text.length === 0;
        return { ...answer, elsewhere: nothingYet ? asked.call : null };
      },
    };
  },
};

export function messageKey(chat: string, message: string): string {
  return `${chat} ${message}`;
}
