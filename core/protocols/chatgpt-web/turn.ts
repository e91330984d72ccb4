/**
 * One turn of ChatGPT as its events tell it: `delta_encoding v1`, JSON patches to one message after
 * another, where a patch without a path goes on where the last one was. Older streams show each
 * message whole, again and again.
 * Unverified: from others' captures and readings of the page's scripts.
 */
import * as z from 'zod/mini';
import { WireText } from '../answer-body.ts';
import { type Answer, finish } from '../protocol.ts';

const Metadata = z.object({ model_slug: WireText, resolved_model_slug: WireText });

const Message = z.object({
  id: WireText,
  author: z.catch(z.optional(z.object({ role: WireText })), undefined),
  content: z.catch(
    z.optional(
      z.object({
        content_type: WireText,
        parts: z.optional(z.unknown()),
        text: WireText,
        thoughts: z.optional(z.unknown()),
      }),
    ),
    undefined,
  ),
  recipient: WireText,
  metadata: z.catch(z.optional(Metadata), undefined),
});
type Message = z.infer<typeof Message>;
const MaybeMessage = z.catch(z.optional(Message), undefined);

const Patch = z.object({ p: WireText, o: WireText, v: z.optional(z.unknown()) });
type Patch = z.infer<typeof Patch>;

const Event = z.extend(Patch, {
  type: WireText,
  conversation_id: WireText,
  message: MaybeMessage,
  input_message: MaybeMessage,
  metadata: z.catch(z.optional(Metadata), undefined),
  error: z.optional(z.unknown()),
  options: z.catch(
    z.optional(z.array(z.object({ type: WireText, topic_id: WireText }))),
    undefined,
  ),
});

const Thought = z.object({ content: z.string() });

/** Text by itself, parts of a message, or thoughts. */
function said(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value
    .map((each) => (typeof each === 'string' ? each : Thought.safeParse(each).data?.content))
    .join('');
}

/** What is added at the root. */
const Root = z.object({ message: MaybeMessage, conversation_id: WireText });

export class Turn {
  /** The socket's topic it is told under, once that is known. */
  topic: string | null;
  /** The id of the message that is answered. */
  prompt: string | null;
  /** Whether the model has begun to write. */
  begun = false;
  /** Whether its last event came. */
  over = false;
  #conversation: string | null = null;
  #reply: string | null = null;
  #model: string | null = null;
  #modelResolved = false;
  #path = '';
  #operation = '';
  /** The message that patches go to, where the model writes it. */
  #writing: string | null = null;
  /** How much of each message is counted already, in characters. */
  readonly #counted = new Map<string, number>();

  constructor(known: { prompt?: string | null; topic?: string | null }) {
    this.prompt = known.prompt ?? null;
    this.topic = known.topic ?? null;
  }

  /** Returns false where it is no event. */
  take(data: unknown, answer: Answer): boolean {
    // The encoding's version.
    if (typeof data === 'string') return true;
    const { success, data: event } = Event.safeParse(data);
    if (!success) return false;
    const { type, conversation_id, message, input_message, metadata, error, options } = event;
    this.#conversation = conversation_id ?? this.#conversation;
    this.prompt = input_message?.id ?? this.prompt;
    const onSocket = options?.find((option) => option.type === 'subscribe_ws_topic');
    this.topic = onSocket?.topic_id ?? this.topic;
    this.#learnModel(metadata);
    if (type === 'error' || error != null) answer.ending = 'failed';
    else if (type === 'message_stream_complete') this.end(answer);
    else if (message !== undefined) this.#open(message, answer);
    else if (type === undefined) this.#apply(event, answer);
    answer.conversation = this.#conversation;
    answer.model = this.#model;
    this.#name(answer);
    return true;
  }

  end(answer: Answer): void {
    this.over = true;
    finish(answer);
  }

  #apply({ p = this.#path, o = this.#operation, v }: Patch, answer: Answer): void {
    this.#path = p;
    this.#operation = o;
    // A list at the root is a list of patches, whether the operation says so or not.
    if (!Array.isArray(v) || p !== '') {
      this.#patch(p, o, v, answer);
      return;
    }
    for (const each of v) {
      const { success, data } = Patch.safeParse(each);
      if (success) this.#patch(data.p ?? '', data.o ?? '', data.v, answer);
    }
  }

  #patch(path: string, operation: string, value: unknown, answer: Answer): void {
    if (path === '') {
      const { success, data } = Root.safeParse(value);
      if (!success) return;
      this.#conversation = data.conversation_id ?? this.#conversation;
      if (data.message !== undefined) this.#open(data.message, answer);
    } else if (path.startsWith('/message/content/')) {
      const writing = this.#writing;
      // What is replaced has been counted.
      if (writing === null || operation === 'replace') return;
      const text = said(value);
      answer.text.push(text);
      this.#counted.set(writing, (this.#counted.get(writing) ?? 0) + text.length);
    } else if (path === '/message/metadata') {
      this.#learnModel(Metadata.safeParse(value).data);
    } else if (path === '/message/metadata/resolved_model_slug') {
      this.#learnModel(Metadata.safeParse({ resolved_model_slug: value }).data);
    } else if (path === '/message/end_turn' && value === true) finish(answer);
  }

  /** A message begins, or is shown again. */
  #open({ id = '', author, content, recipient = 'all', metadata }: Message, answer: Answer): void {
    this.#writing = author?.role === 'assistant' ? id : null;
    if (author?.role === 'user') this.prompt = id;
    if (content?.content_type === 'system_error') answer.ending = 'failed';
    if (this.#writing === null) return;
    this.begun = true;
    this.#learnModel(metadata);
    const counted = this.#counted.get(id);
    if (recipient === 'all') this.#reply = id;
    else if (counted === undefined) {
      // A tool is called by writing to it.
      answer.toolCalls.push({ id, name: recipient });
      answer.text.push(recipient);
    }
    const text = [content?.parts, content?.text, content?.thoughts].map(said).join('');
    answer.text.push(text.slice(counted ?? 0));
    this.#counted.set(id, Math.max(text.length, counted ?? 0));
  }

  #learnModel({ model_slug, resolved_model_slug }: z.infer<typeof Metadata> = {}): void {
    if (resolved_model_slug !== undefined) this.#modelResolved = true;
    else if (this.#modelResolved) return;
    this.#model = resolved_model_slug ?? model_slug ?? this.#model;
  }

  /** Every tab that shows the conversation may hear of it, and a stream may be taken up again. */
  #name(answer: Answer): void {
    const names = [this.#reply, this.prompt].flatMap((id) =>
      id === null ? [] : [`${this.#conversation ?? ''} ${id}`],
    );
    answer.key = this.topic ?? names[0] ?? null;
    answer.earlierKey = names.at(-1) ?? null;
  }
}
