/** One prompt and its answer through one of the clients. */
import { Chat } from '@ai-sdk/react';
import type Anthropic from '@anthropic-ai/sdk';
import type OpenAI from 'openai';
import {
  aiSdkTransport,
  anthropic,
  type Behaviour,
  behaviourHeader,
  type ClientName,
  openai,
} from './clients.ts';
import { roughTokens, spend } from './spent.ts';

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
  let tokens: number | undefined;
  const hear = (piece: string) => {
    text += piece;
    pieces += 1;
    options.heard?.(text);
    if (pieces === options.cancelAfter) stop.abort();
  };
  try {
    tokens = await SPEAK[options.client](options, stop.signal, hear);
    return { text, ending: stop.signal.aborted ? 'cancelled' : 'complete' };
  } catch {
    return { text, ending: stop.signal.aborted ? 'cancelled' : 'failed' };
  } finally {
    spend(tokens ?? (text === '' ? 0 : roughTokens(options.prompt, text)));
  }
}

/** Resolves to the tokens as told by the service, where it tells them. */
type Speak = (
  options: ExchangeOptions,
  signal: AbortSignal,
  hear: (piece: string) => void,
) => Promise<number | undefined>;

const SPEAK: Record<ClientName, Speak> = {
  openai: async ({ prompt, history = [], usage = true, ...options }, signal, hear) => {
    const messages = [...history, { role: 'user' as const, content: prompt }];
    const request = { model: options.model ?? 'northwind-large', messages };
    const settings = { signal, headers: behaviourHeader(options.behaviour ?? {}) };
    if (options.stream === false) {
      const answer = await openai.chat.completions.create(request, settings);
      hear(answer.choices[0]?.message.content ?? '');
      return answer.usage?.total_tokens;
    }
    const stream = await openai.chat.completions.create(
      { ...request, stream: true, stream_options: { include_usage: usage } },
      settings,
    );
    let told: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta.content;
      if (piece) hear(piece);
      told = chunk.usage;
    }
    return told?.total_tokens;
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
      return sum(answer.usage);
    }
    const stream = await anthropic.messages.create({ ...request, stream: true }, settings);
    let told: number | undefined;
    for await (const event of stream) {
      if (event.type === 'message_delta') told = sum(event.usage);
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
        hear(event.delta.text);
      }
    }
    return told;
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
    return undefined;
  },
};

/** On Anthropic's wire input leaves out what came from the cache. */
function sum(usage: Anthropic.Usage | Anthropic.MessageDeltaUsage): number {
  const { input_tokens, cache_read_input_tokens, output_tokens } = usage;
  return (input_tokens ?? 0) + (cache_read_input_tokens ?? 0) + output_tokens;
}
