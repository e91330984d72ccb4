/** The protocols ordinary chat pages speak. They are in every watched page. */
import { openWebui } from './open-webui/request.ts';
import { openaiChat } from './openai-chat.ts';
import type { Pack } from './pack.ts';

export const everyday: Pack = {
  protocols: [openWebui, openaiChat],
  lastResorts: [],
  sockets: [],
};
