/**
 * What the laboratory keeps of an interaction: what was seen of it, and who it really was. No text,
 * no id, no moment.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { Context } from '../../core/provenance/context.ts';
import { Signals } from '../../core/provenance/signals.ts';

export const SPLITS = ['development', 'held-out'] as const;
export type Split = (typeof SPLITS)[number];

/** `replay`: a program that presses keys when a recorded person did. */
const Kind = z.enum(['person', 'program', 'replay']);
export type Kind = z.infer<typeof Kind>;

export const Recording = z.strictObject({
  /** A tool's name, or a person's number. */
  actor: z.string(),
  kind: Kind,
  /** How it was done. */
  act: z.string(),
  signals: Signals,
  context: Context,
  /** Place of the one it descends from, in the same list; null: none known. */
  parent: z.nullable(z.int()),
});
export type Recording = z.infer<typeof Recording>;

/** Where the repository keeps those of a split. */
export function kept(split: Split): string {
  return resolve(`tests/lab/recordings/${split}.ndjson`);
}

/** A line each. */
export async function readRecordings(file: string): Promise<Recording[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.map((line) => Recording.parse(JSON.parse(line)));
}

export async function writeRecordings(file: string, recordings: readonly Recording[]) {
  await writeFile(file, recordings.map((one) => `${JSON.stringify(one)}\n`).join(''));
}
