import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { openaiChat } from './openai-chat.ts';
import { type Asked, type Protocol, UNREAD, type WireRequest } from './protocol.ts';

const protocols: readonly Protocol[] = [openaiChat, anthropicMessages, aiSdkUi];

/**
 * The protocol that a request speaks, with what it asks for; null where it is none of ours. A
 * body that cannot be read is known by its path alone, and then what it asks for is not.
 */
export function recognise(
  request: WireRequest,
): { protocol: Protocol; asked: Asked | null } | null {
  for (const protocol of protocols) {
    if (request.body === UNREAD) {
      if (protocol.endpoint?.(request.path) === true) return { protocol, asked: null };
    } else {
      const asked = protocol.read(request);
      if (asked !== null) return { protocol, asked };
    }
  }
  return null;
}
