/** The model clients as people ship them in pages: nothing of them is changed or wrapped. */
import Anthropic from '@anthropic-ai/sdk';
import { DefaultChatTransport } from 'ai';
import OpenAI from 'openai';

const key = { apiKey: 'not-needed-here', dangerouslyAllowBrowser: true, maxRetries: 0 };

export const openai = new OpenAI({ ...key, baseURL: `${location.origin}/v1` });
export const anthropic = new Anthropic({ ...key, baseURL: location.origin });
export const aiSdkTransport = new DefaultChatTransport({ api: '/api/chat' });

export type ClientName = 'openai' | 'anthropic' | 'ai-sdk';

/** Left to the model server: how to answer, see its behaviours. */
export type Behaviour = Record<string, number | string | boolean>;

export function behaviourHeader(behaviour: Behaviour): Record<string, string> {
  return { 'x-demo': JSON.stringify(behaviour) };
}
