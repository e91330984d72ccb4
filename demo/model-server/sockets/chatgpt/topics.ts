/**
 * The socket an answer is handed to: a page subscribes to the turn's topic and gets the stream's
 * events one by one, from the first, whenever it comes. Frames are arrays of messages.
 */
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import type { Wire } from '../model-call.ts';
import { jsonOf, lineOf, type SocketLine } from '../socket-line.ts';

const Commands = z.array(
  z.object({
    id: z.number(),
    command: z.object({ type: z.string(), topic_id: z.optional(z.string()) }),
  }),
);

interface Topic {
  said: string[];
  listeners: Set<SocketLine>;
  /** Whoever comes late is cut off where the others were. */
  cut: boolean;
}

export class Topics {
  readonly #topics = new Map<string, Topic>();

  /** A wire for the topic; it is gone once all who listened have left, or it is stopped. */
  open(id: string, stop: AbortController): Wire<string> {
    const topic: Topic = { said: [], listeners: new Set(), cut: false };
    this.#topics.set(id, topic);
    return {
      send: (event) => {
        topic.said.push(event);
        for (const listener of topic.listeners) listener.send(written(id, event));
      },
      cut: () => {
        topic.cut = true;
        for (const listener of topic.listeners) listener.cut();
      },
      gone: stop.signal,
    };
  }

  serve(socket: WebSocket, left: (topicId: string) => void): void {
    const line = lineOf(socket);
    socket.on('message', (data) => {
      const read = Commands.safeParse(jsonOf(data));
      if (!read.success) {
        socket.close();
        return;
      }
      for (const { id, command } of read.data) {
        line.send(JSON.stringify([{ type: 'reply', id, reply: { type: command.type } }]));
        const topic = this.#topics.get(command.topic_id ?? '');
        if (command.type === 'subscribe' && topic !== undefined) {
          this.#subscribe(line, command.topic_id ?? '', topic, left);
        }
      }
    });
  }

  #subscribe(line: SocketLine, id: string, topic: Topic, left: (topicId: string) => void): void {
    for (const event of topic.said) line.send(written(id, event));
    if (topic.cut) line.cut();
    topic.listeners.add(line);
    line.gone.addEventListener('abort', () => {
      topic.listeners.delete(line);
      if (topic.listeners.size === 0) left(id);
    });
  }
}

function written(topicId: string, event: string): string {
  const item = { type: 'stream-item', encoded_item: event };
  const payload = { type: 'conversation-turn-stream', payload: item };
  return JSON.stringify([{ type: 'message', topic_id: topicId, payload }]);
}
