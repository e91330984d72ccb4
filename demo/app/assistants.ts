import type { ClientName } from './clients.ts';

/** An assistant of the workspace: a client, and the models to be had over it. */
export interface Assistant {
  client: ClientName;
  name: string;
  /** Empty where the route chooses. */
  models: readonly string[];
  about: string;
  /** What one might ask it. */
  ideas: readonly string[];
}

export const ASSISTANTS: readonly Assistant[] = [
  {
    client: 'openai',
    name: 'Atlas',
    models: ['northwind-large', 'northwind-small'],
    about: 'openai',
    ideas: ['What should we do first?', 'Plan the billing release', 'Where could this go wrong?'],
  },
  {
    client: 'anthropic',
    name: 'Sonata',
    models: ['northwind-opus', 'northwind-haiku'],
    about: '@anthropic-ai/sdk',
    ideas: ['Read this as a customer would', 'Make it kinder', 'What did we forget?'],
  },
  {
    client: 'ai-sdk',
    name: 'Harbour',
    models: [],
    about: '@ai-sdk/react',
    ideas: ['Draft the release note', 'Explain it to a new colleague', 'Shorten it by half'],
  },
];
