/** What was really served, and what an app's driver knows of it. */
import type { Trigger } from '../core/provenance/signals.ts';

/** One call of a model, as the model's provider saw it. */
export interface ServedCall {
  /** The mark of the last prompt in it, which says which of the driver's acts it came of; or null. */
  mark: string | null;
  /** Calls of tools since that prompt. */
  step: number;
  /** Milliseconds since the epoch; `endedAt` is null while it is being answered. */
  startedAt: number;
  endedAt: number | null;
  model: string;
  streamed: boolean;
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens: number;
  /** Broken off by who asked; then the output is what was sent until then. */
  stopped: boolean;
  /** Names of the tools the answer called. */
  toolCalls: string[];
}

/** One thing a driver does, told apart from the others by a mark in its prompt. */
export interface Act {
  mark: string;
  /** `person`: typed into the page. */
  startedBy: 'person' | Exclude<Trigger, 'page'>;
  /** What the model answers, call by call. */
  answers: readonly Answer[];
  /**
   * Which of its calls, counted from 0, have no exchange of their own on the page's wire, and why.
   * `told`: the exchange of its other call tells what they wrote and which tools they called.
   */
  unseen?: { steps: readonly number[]; reason: string; told?: true };
}

export type Answer = TextAnswer | ToolAnswer;

interface TextAnswer {
  text: string;
  /** Milliseconds between two words, where it should take its time. */
  pace?: number;
}

export interface ToolAnswer {
  tool: string;
  arguments: Readonly<Record<string, unknown>>;
  /** The tool that this one only calls in its turn. */
  inner?: string;
}
