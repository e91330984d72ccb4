/**
 * Streamlit: its messages go over a socket in a form of its own, so its chat is read off the
 * screen. Anyone who is not the person may answer there, under any name.
 * Source: Streamlit 1.67, seen running.
 */
import type { ScreenPlaces } from './adapter-schema.ts';

const MESSAGE = '[data-testid="stChatMessageContent"]';

export const streamlit: ScreenPlaces = {
  composer: '[data-testid="stChatInput"] textarea',
  answers: `${MESSAGE}:not([aria-label="Chat message from user"], [aria-label="Chat message from human"])`,
  send: '[data-testid="stChatInputSubmitButton"]',
};
