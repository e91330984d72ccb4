/** Exchanges as unknown apps might have them: some with a model, some that only look like it. */
import { json, sse } from './wire.ts';

export interface Sample {
  what: string;
  path: string;
  body: unknown;
  answer: Uint8Array;
}

const encoder = new TextEncoder();
const plain = (text: string) => encoder.encode(text);
const lines = (...data: unknown[]) =>
  plain(data.map((item) => `${JSON.stringify(item)}\n`).join(''));
const user = (content: unknown) => ({ role: 'user', content });
const question = 'How do I take parental leave?';
const sentence = 'You can ask for it in the staff portal, at the latest seven weeks before.';

export const CALLS: Sample[] = [
  {
    what: 'roles and content, streamed by pieces of content',
    path: '/api/v2/talk',
    body: { messages: [user('Hi')] },
    answer: sse({ content: 'Good ' }, { content: 'morning' }, '[DONE]'),
  },
  {
    what: 'an OpenAI dialect under a path of its own',
    path: '/backend/llm-proxy/run',
    body: { model: 'gpt-5', messages: [{ role: 'system', content: 'Be kind' }, user('Hi')] },
    answer: sse({ choices: [{ delta: { content: 'Yes.' }, finish_reason: 'stop' }] }),
  },
  {
    what: 'messages by sender and text, a level deep',
    path: '/conversation/turn',
    body: { data: { messages: [{ sender: 'human', text: question }] }, chatId: 'a1' },
    answer: json({ data: { reply: sentence } }),
  },
  {
    what: 'parts of a message, answered as JSON lines',
    path: '/talk',
    body: { messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }] },
    answer: lines({ text: 'You ' }, { text: 'can.' }, { done: true }),
  },
  {
    what: 'LangChain’s messages',
    path: '/agent/invoke',
    body: { input: { messages: [{ type: 'human', content: question }] } },
    answer: json({
      output: {
        messages: [
          { type: 'human', content: question },
          { type: 'ai', content: 'Yes.' },
        ],
      },
    }),
  },
  {
    what: 'a question and its answer',
    path: '/api/ask',
    body: { question, sessionId: 's-1' },
    answer: json({ answer: sentence, sources: [{ title: 'Leave', text: 'Leave is …' }] }),
  },
  {
    what: 'a prompt answered in plain text',
    path: '/api/generate-mail',
    body: { prompt: 'A short mail to the team' },
    answer: plain('Dear all,\nthe office is closed on Friday.'),
  },
  {
    what: 'a prompt answered by a JSON string',
    path: '/llm',
    body: { prompt: 'A haiku', temperature: 0.7 },
    answer: plain('"An old silent pond, a frog jumps in."'),
  },
  {
    what: 'plain text after whole messages',
    path: '/api/answer',
    body: { messages: [user(question)] },
    answer: plain(sentence),
  },
  {
    what: 'a message to a bot',
    path: '/bot/message',
    body: { message: question, conversation_id: '77' },
    answer: json({ response: sentence, conversation_id: '77' }),
  },
  {
    what: 'one message object',
    path: '/api/turns',
    body: { message: { role: 'user', content: question }, threadId: 't-9' },
    answer: sse({ type: 'delta', delta: { text: 'You can.' } }, { type: 'done' }),
  },
  {
    what: 'inputs with a question in them',
    path: '/v1/flows/12/run',
    body: { inputs: { question }, stream: true },
    answer: sse({ event: 'chunk', text: 'You can ask ' }, { event: 'chunk', text: 'for it.' }),
  },
  {
    what: 'Hugging Face inference',
    path: '/models/acme/chat-7b',
    body: { inputs: question, parameters: { max_new_tokens: 50 }, model: 'acme/chat-7b' },
    answer: json([{ generated_text: sentence }]),
  },
  {
    what: 'a query with reported tokens',
    path: '/knowledge',
    body: { query: question },
    answer: json({ result: 'Yes.', tokenUsage: { prompt: 210, completion: 3 } }),
  },
  {
    what: 'Gemini’s parts behind a gateway',
    path: '/gw/g',
    body: { contents: [{ role: 'user', parts: [{ text: question }] }] },
    answer: sse({ candidates: [{ content: { parts: [{ text: 'Yes.' }], role: 'model' } }] }),
  },
  {
    what: 'Japanese, which has no blanks',
    path: '/api/chat',
    body: { chatInput: '育児休業はどうやって取りますか' },
    answer: json({ output: '社内ポータルから申請してください。七週間前までに必要です。' }),
  },
  {
    what: 'only a call of a tool',
    path: '/api/agent',
    body: { messages: [user('Mail Anna')] },
    answer: json({ tool_calls: [{ id: 'c1', function: { name: 'send_email', arguments: '{}' } }] }),
  },
  {
    what: 'a stream whose data is plain text',
    path: '/api/chat',
    body: { prompt: question },
    answer: plain('data: You can ask\n\ndata:  for it in the portal.\n\n'),
  },
];

export const OTHERS: Sample[] = [
  {
    what: 'a search box',
    path: '/api/items',
    body: { query: 'vpn' },
    answer: json([{ title: 'VPN', text: 'How to use the VPN at home and abroad' }]),
  },
  {
    what: 'a search with results under a name',
    path: '/api/search',
    body: { query: question },
    answer: json({ results: [{ title: 'Leave', content: sentence }], total: 1 }),
  },
  {
    what: 'a search with highlights and pages',
    path: '/indexes/docs/query',
    body: { query: question, hitsPerPage: 20, page: 0 },
    answer: json({ hits: [{ text: sentence }], message: sentence }),
  },
  {
    what: 'an autocompletion',
    path: '/autocomplete',
    body: { input: 'lon' },
    answer: json({ predictions: [{ description: 'London, UK' }], result: ['London'] }),
  },
  {
    what: 'GraphQL',
    path: '/graphql',
    body: { query: 'query Me { me { id text } }' },
    answer: json({ data: { message: sentence } }),
  },
  {
    what: 'GraphQL elsewhere',
    path: '/api',
    body: { query: 'mutation Save($t: String!) { save(text: $t) { text } }', variables: {} },
    answer: json({ data: { result: sentence } }),
  },
  {
    what: 'a beacon of analytics',
    path: '/collect',
    body: { event: 'prompt_shown', message: 'The dialog was shown', sessionId: 's-1' },
    answer: json({ status: 'ok' }),
  },
  {
    what: 'a batch of analytics',
    path: '/v1/batch',
    body: { batch: [{ messages: [user('x')] }], writeKey: 'k' },
    answer: json({ success: true }),
  },
  {
    what: 'a log line',
    path: '/ingest/chat',
    body: { message: 'Cannot read x of undefined', level: 'error', sessionId: 's-1' },
    answer: json({
      message: 'Thank you for the report, it was stored under this number: 1234567.',
    }),
  },
  {
    what: 'the save of a document',
    path: '/api/docs/7',
    body: { title: 'Plan', content: sentence },
    answer: json({ id: 7, title: 'Plan', content: sentence, updatedAt: 1 }),
  },
  {
    what: 'the save of a document that is thanked for',
    path: '/api/docs/7',
    body: { title: 'Plan', content: sentence },
    answer: json({ message: 'Document saved successfully.' }),
  },
  {
    what: 'a message to colleagues',
    path: '/api/chat/messages',
    body: { text: 'Lunch at twelve, in front of the house?', threadId: '12' },
    answer: json({ ok: true, message: { text: 'Lunch at twelve, in front of the house?' } }),
  },
  {
    what: 'a message to a person at the help desk',
    path: '/support/chat',
    body: { message: 'My order has not come', conversationId: '12' },
    answer: json({ status: 'sent', message: 'Message delivered to the team.' }),
  },
  {
    what: 'the save of a conversation',
    path: '/api/chats/12',
    body: { chat: { messages: [user('Hi'), { role: 'assistant', content: sentence }] } },
    answer: json({ chat: { messages: [user('Hi'), { role: 'assistant', content: sentence }] } }),
  },
  {
    what: 'the save of a message that was not answered yet',
    path: '/api/chat/save',
    body: { messages: [user(question)] },
    answer: json({ message: 'Chat saved successfully' }),
  },
  {
    what: 'messages of an interface, to be translated',
    path: '/i18n',
    body: { messages: { greeting: 'Hello', bye: 'Good bye' }, target: 'de' },
    answer: json({ messages: { greeting: 'Hallo', bye: 'Auf Wiedersehen' } }),
  },
  {
    what: 'a translation of a text',
    path: '/translate',
    body: { text: sentence, targetLang: 'de' },
    answer: json({ text: 'Sie können es im Portal beantragen, spätestens sieben Wochen vorher.' }),
  },
  {
    what: 'a spelling check',
    path: '/check',
    body: { text: sentence },
    answer: json({ text: `${sentence} Now spelled right.` }),
  },
  {
    what: 'a preview of Markdown',
    path: '/preview',
    body: { text: '# A title\n\nAnd a paragraph of text' },
    answer: plain('<h1>A title</h1><p>And a paragraph of text</p>'),
  },
  {
    what: 'a sign-in that asks for consent',
    path: '/oauth/token',
    body: { prompt: 'consent', client_id: 'x' },
    answer: json({ access_token: 'abc', token: 'abc.def.ghi' }),
  },
  {
    what: 'a query of a database, answered by rows',
    path: '/query',
    body: { query: 'SELECT text FROM notes WHERE id = 4' },
    answer: lines({ text: sentence }, { text: 'Another note, longer than any status.' }),
  },
  {
    what: 'the lines of a log that are followed',
    path: '/loki/tail',
    body: { query: 'app=web level=error' },
    answer: sse({ message: 'The connection to the database was lost again' }, { message: 'Back' }),
  },
  {
    what: 'an embedding',
    path: '/v1/embeddings',
    body: { input: question, model: 'embed-3' },
    answer: json({ data: [{ embedding: [0.1, 0.2] }], usage: { prompt_tokens: 8 } }),
  },
  {
    what: 'a comment',
    path: '/posts/4/comments',
    body: { content: 'I like it a lot' },
    answer: json({ id: 4, content: '<p>I like it a lot</p>', author: { name: 'Anna' } }),
  },
  {
    what: 'a form that lacks something',
    path: '/contact',
    body: { message: 'Please call me back', email: 'a@b.example' },
    answer: json({ message: 'The field “name” is required.' }),
  },
  {
    what: 'a terminal',
    path: '/terminal/exec',
    body: { input: 'ls -la', sessionId: 's-1' },
    answer: json({ output: 'total 12 drwxr-xr-x 2 anna anna 4096 notes drwxr-xr-x 2 anna plans' }),
  },
  {
    what: 'a token that was asked for',
    path: '/session/chat',
    body: { prompt: 'login', sessionId: 's-1' },
    answer: json({ token: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3' }),
  },
  {
    what: 'praise for an answer',
    path: '/api/chat/feedback',
    body: { text: 'That helped me', conversationId: '12' },
    answer: json({ message: 'Thank you for telling us, this makes the assistant better.' }),
  },
  {
    what: 'JSON-RPC',
    path: '/rpc',
    body: { jsonrpc: '2.0', method: 'ask', params: { prompt: question } },
    answer: json({ jsonrpc: '2.0', result: { text: sentence } }),
  },
  {
    what: 'a model that has not said anything',
    path: '/api/chat',
    body: { model: 'gpt-5', messages: [user('Hi')] },
    answer: sse({ type: 'start' }, { type: 'ping' }),
  },
];
