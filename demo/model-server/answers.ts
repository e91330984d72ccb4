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
  const words = text.split(/(?<=\s)/).filter(Boolean);
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
