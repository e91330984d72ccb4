/** One prompt and its answer through one of the clients. */
import { Chat } from '@ai-sdk/react';
import {
  aiSdkTransport,
  anthropic,
  type Behaviour,
  behaviourHeader,
  type ClientName,
  openai,
} from './clients.ts';

export interface ExchangeOptions {
  client: ClientName;
  prompt: string;
  /** Earlier turns, oldest first. */
  history?: { role: 'user' | 'assistant'; content: string }[];
  model?: string;
  stream?: boolean;
  /** Whether the OpenAI stream is asked to carry its usage. */
  usage?: boolean;
  behaviour?: Behaviour;
  /** Stop once so many pieces of text have come. */
  cancelAfter?: number;
  signal?: AbortSignal;
  heard?: (text: string) => void;
}

/** The answer's text, however it ended, and how: the client's own error where there was one. */
export interface ExchangeResult {
  text: string;
  ending: 'complete' | 'cancelled' | 'failed';
}

export async function runExchange(options: ExchangeOptions): Promise<ExchangeResult> {
  const stop = new AbortController();
  options.signal?.addEventListener('abort', () => stop.abort());
  let text = '';
  let pieces = 0;
  const hear = (piece: string) => {
    text += piece;
    pieces += 1;
    options.heard?.(text);
    if (pieces === options.cancelAfter) stop.abort();
  };
  try {
    await SPEAK[options.client](options, stop.signal, hear);
    return { text, ending: stop.signal.aborted ? 'cancelled' : 'complete' };
  } catch {
    return { text, ending: stop.signal.aborted ? 'cancelled' : 'failed' };
  }
}

type Speak = (
  options: ExchangeOptions,
  signal: AbortSignal,
  hear: (piece: string) => void,
) => Promise<void>;

const SPEAK: Record<ClientName, Speak> = {
  openai: async ({ prompt, history = [], usage = true, ...options }, signal, hear) => {
    const messages = [...history, { role: 'user' as const, content: prompt }];
    const request = { model: options.model ?? 'northwind-large', messages };
    const settings = { signal, headers: behaviourHeader(options.behaviour ?? {}) };
    if (options.stream === false) {
      const answer = await openai.chat.completions.create(request, settings);
      hear(answer.choices[0]?.message.content ?? '');
      return;
    }
    const stream = await openai.chat.completions.create(
      { ...request, stream: true, stream_options: { include_usage: usage } },
      settings,
    );
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta.content;
      if (piece) hear(piece);
    }
  },
  anthropic: async ({ prompt, history = [], ...options }, signal, hear) => {
    const request = {
      model: options.model ?? 'northwind-opus',
      max_tokens: 4_096,
      messages: [...history, { role: 'user' as const, content: prompt }],
    };
    const settings = { signal, headers: behaviourHeader(options.behaviour ?? {}) };
    if (options.stream === false) {
      const answer = await anthropic.messages.create(request, settings);
      for (const block of answer.content) if (block.type === 'text') hear(block.text);
      return;
    }
    const stream = await anthropic.messages.create({ ...request, stream: true }, settings);
    for await (const event of stream) {
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
        hear(event.delta.text);
      }
    }
  },
  'ai-sdk': async ({ prompt, history = [], behaviour = {} }, signal, hear) => {
    let known = '';
    let failure: Error | undefined;
    const chat = new Chat({
      transport: aiSdkTransport,
      messages: history.map(({ role, content }, index) => ({
        id: `history-${index}`,
        role,
        parts: [{ type: 'text', text: content }],
      })),
      onError: (error) => {
        failure = error;
      },
    });
    const listen = () => {
      const last = chat.messages.at(-1);
      if (last?.role !== 'assistant') return;
      const text = last.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
      if (text.length > known.length) hear(text.slice(known.length));
      known = text;
    };
    const forget = chat['~registerMessagesCallback'](listen);
    signal.addEventListener('abort', () => void chat.stop());
    await chat.sendMessage({ text: prompt }, { headers: behaviourHeader(behaviour) });
    forget();
    if (failure !== undefined) throw failure;
  },
};
