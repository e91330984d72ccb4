/**
 * AG-UI's events as protobuf, `application/vnd.ag-ui.event+proto`: each behind its length in four
 * bytes, most significant first. Only the fields that are used are read; the others are skipped.
 * Source: `@ag-ui/proto` 1.0.
 */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { type AgUiEvent, takeAgUiEvent } from './ag-ui-events.ts';
import { emptyAnswer, type Decoder } from './protocol.ts';

const LENGTH_BYTES = 4;
/** Longest event we are willing to hold, in bytes. */
const MAX_EVENT = 4_000_000;

type Told = Omit<Partial<AgUiEvent>, 'type'>;
type Use = (reader: BinaryReader, told: Told) => void;

const delta: Use = (reader, told) => {
  told.delta = reader.string();
};
const toolCallId: Use = (reader, told) => {
  told.toolCallId = reader.string();
};
const toolCallName: Use = (reader, told) => {
  told.toolCallName = reader.string();
};
const usage: Use = (reader, told) => {
  told.usage = [...(told.usage ?? []), usageOf(reader.bytes())];
};

/** By the field an event stands in: what it is, and which of its fields are used. */
const EVENTS: Record<number, { type: string; fields: Record<number, Use> }> = {
  2: { type: 'TEXT_MESSAGE_CONTENT', fields: { 3: delta } },
  4: { type: 'TOOL_CALL_START', fields: { 2: toolCallId, 3: toolCallName } },
  5: { type: 'TOOL_CALL_ARGS', fields: { 3: delta } },
  13: { type: 'RUN_FINISHED', fields: { 7: usage } },
  14: { type: 'RUN_ERROR', fields: { 4: usage } },
  17: { type: 'TEXT_MESSAGE_CHUNK', fields: { 4: delta } },
  18: { type: 'TOOL_CALL_CHUNK', fields: { 2: toolCallId, 3: toolCallName, 5: delta } },
  27: { type: 'REASONING_MESSAGE_CONTENT', fields: { 4: delta } },
};

export function agUiProtobuf(): Decoder {
  const answer = emptyAnswer();
  let held = new Uint8Array(0);
  const take = (message: Uint8Array) => {
    try {
      eachField(message, (number, reader) => {
        const event = EVENTS[number];
        if (event === undefined) return false;
        takeAgUiEvent({ type: event.type, ...read(reader.bytes(), event.fields) }, answer);
        return true;
      });
    } catch {
      answer.malformed += 1;
    }
  };
  return {
    answer,
    feed: (bytes) => {
      const all = new Uint8Array(held.length + bytes.length);
      all.set(held);
      all.set(bytes, held.length);
      let start = 0;
      while (all.length - start >= LENGTH_BYTES) {
        const length = new DataView(all.buffer, start).getUint32(0);
        if (length > MAX_EVENT) {
          // Nothing after it can be told apart any more.
          answer.malformed += 1;
          start = all.length;
        }
        if (all.length - start - LENGTH_BYTES < length) break;
        take(all.subarray(start + LENGTH_BYTES, start + LENGTH_BYTES + length));
        start += LENGTH_BYTES + length;
      }
      held = all.slice(start);
    },
    end: () => answer,
  };
}

function read(message: Uint8Array, fields: Record<number, Use>): Told {
  const told: Told = {};
  eachField(message, (number, reader) => {
    const use = fields[number];
    use?.(reader, told);
    return use !== undefined;
  });
  return told;
}

function usageOf(message: Uint8Array) {
  const told: NonNullable<AgUiEvent['usage']>[number] = {
    inputTokens: undefined,
    outputTokens: undefined,
    cachedInputTokens: undefined,
    reasoningTokens: undefined,
  };
  const names = {
    3: 'inputTokens',
    4: 'outputTokens',
    6: 'reasoningTokens',
    7: 'cachedInputTokens',
  } as const;
  eachField(message, (number, reader) => {
    if (number === 2) told.model = reader.string();
    else if (number in names) told[names[number as keyof typeof names]] = Number(reader.int64());
    else return false;
    return true;
  });
  return told;
}

/** `use` returns whether it has read the field. */
function eachField(message: Uint8Array, use: (number: number, reader: BinaryReader) => boolean) {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [number, type]: [number, WireType] = reader.tag();
    const before = reader.pos;
    if (!use(number, reader) && reader.pos === before) reader.skip(type);
  }
}
