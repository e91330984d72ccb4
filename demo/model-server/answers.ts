/** What the demo's model says, and which tools its agent calls. Always the same for the same. */
import type { Behaviour } from './behaviour.ts';

/** A conversation takes one after the other. */
const TEXTS: Record<Behaviour['language'], readonly string[]> = {
  en: [
    'Here is a short plan you can start with today. First write down what has to be true when the work is done, then find the smallest step that proves the risky part, and show it to somebody who will use it. Keep notes of what surprised you; they are worth more than the plan. When the first step holds, the next one is usually obvious. ',
    'In short: agree on what done means, build the riskiest part first, and show it to one person before the week is over. ',
    'Three things could go wrong here.\n\n1. The data arrives later than promised: ask for a sample today.\n2. Nobody owns the last step: write a name beside it.\n3. It grows while you build it: keep a list of what you left out, and be proud of it.\n\nIf only one of them is dealt with this week, take the second. ',
    'Good question. I would tell the team in two sentences what changes for them and when, and keep the reasons in a page they can read when they want to. Most people only need the date. ',
  ],
  de: [
    'Hier ist ein kurzer Plan, mit dem Sie heute anfangen können. Schreiben Sie zuerst auf, was am Ende gelten soll, und suchen Sie dann den kleinsten Schritt, der den schwierigen Teil beweist. Zeigen Sie ihn jemandem, der damit arbeiten wird. Notieren Sie, was Sie überrascht hat; das ist mehr wert als der Plan selbst. ',
  ],
  zh: [
    '可以先从最难的部分开始。请先写下完成时必须成立的事情，再找出能够证明这一点的最小步骤，并请真正使用的人看一看。把让你意外的地方记下来，它们往往比计划本身更有价值。第一步站稳之后，下一步通常就很清楚了。',
    '简单来说：先说清楚什么叫做完成，先做风险最大的部分，并在这周结束之前给一个人看。',
  ],
  ja: [
    'まずは一番難しいところから始めましょう。終わったときに何が成り立っているべきかを書き出し、それを確かめられる最も小さな一歩を探してください。実際に使う人に早めに見せて、意外だったことをメモしておくと、計画そのものより役に立ちます。最初の一歩が固まれば、次の一歩はたいてい自然に見えてきます。',
    '要するに、完成の意味を先に決め、危ないところから作り、今週中に誰か一人に見せることです。',
  ],
  code: [
    'export function total(rows: readonly Row[]): number {\n  let sum = 0;\n  for (const row of rows) {\n    if (row.amount < 0) continue;\n    sum += row.amount * row.count;\n  }\n  return sum;\n}\n\n',
  ],
  json: [
    '{"region":"north","open":12,"closed":48,"owner":"team-a","note":"two waiting for review"},\n{"region":"south","open":7,"closed":31,"owner":"team-b","note":"all answered"},\n',
  ],
};

const REPORT =
  'The week is summed up: two incidents are open and both have an owner. The team has the mail, the channel has the message, and the status page runs its new version. ';

const WORDS_PER_PIECE = 3;

/** The answer in pieces of a few words, as models stream them. `turn`: which of the conversation. */
export function answerPieces({ language, pieces, say }: Behaviour, turn: number): string[] {
  if (say !== undefined) return [say];
  const texts = TEXTS[language];
  return inPieces(texts[Math.max(turn, 0) % texts.length] ?? '', pieces);
}

/** What the agent says once its tools have run. */
export function reportPieces({ pieces, say }: Behaviour): string[] {
  return say === undefined ? inPieces(REPORT, pieces) : [say];
}

function inPieces(text: string, pieces: number | undefined): string[] {
  const words = wordsOf(text);
  const length = pieces ?? Math.ceil(words.length / WORDS_PER_PIECE);
  // Asked for more than there is, it begins again; ending by itself, it ends with its last word.
  const word = (index: number) =>
    pieces === undefined ? words[index] : words[index % words.length];
  return Array.from({ length }, (_, piece) =>
    Array.from(
      { length: WORDS_PER_PIECE },
      (__, place) => word(piece * WORDS_PER_PIECE + place) ?? '',
    ).join(''),
  );
}

/** Chinese and Japanese put no spaces between words: there a few characters make one. */
function wordsOf(text: string): string[] {
  const words = text.split(/(?<=\s)/).filter(Boolean);
  return words.length > 1 ? words : (text.match(/.{1,3}/gu) ?? []);
}

export interface PlannedCall {
  name: string;
  input: Record<string, string>;
}

/** The agent's steps: what it calls first, second, third; then it answers. */
const AGENT_STEPS: readonly (readonly PlannedCall[])[] = [
  [{ name: 'search_tickets', input: { query: 'open incidents of this week' } }],
  [
    { name: 'send_email', input: { to: 'team@northwind.example', subject: 'Weekly summary' } },
    { name: 'post_chat_message', input: { channel: 'releases', text: 'Summary is on its way.' } },
  ],
  [{ name: 'deploy_service', input: { service: 'status-page', version: '2.4.1' } }],
];

export function allCalls(): readonly PlannedCall[] {
  return AGENT_STEPS.flat();
}

/** `stepsTaken`: how many rounds of tool calls the conversation holds already. */
export function plannedCalls(stepsTaken: number): readonly PlannedCall[] {
  return AGENT_STEPS[stepsTaken] ?? [];
}
