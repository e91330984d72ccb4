/** What the demo's model says, and which tools its agent calls. Always the same for the same. */
import type { Behaviour } from './behaviour.ts';

const TEXTS: Record<Behaviour['language'], string> = {
  en: 'Here is a short plan you can start with today. First write down what has to be true when the work is done, then find the smallest step that proves the risky part, and show it to somebody who will use it. Keep notes of what surprised you; they are worth more than the plan. When the first step holds, the next one is usually obvious. ',
  de: 'Hier ist ein kurzer Plan, mit dem Sie heute anfangen können. Schreiben Sie zuerst auf, was am Ende gelten soll, und suchen Sie dann den kleinsten Schritt, der den schwierigen Teil beweist. Zeigen Sie ihn jemandem, der damit arbeiten wird. Notieren Sie, was Sie überrascht hat; das ist mehr wert als der Plan selbst. ',
  code: 'export function total(rows: readonly Row[]): number {\n  let sum = 0;\n  for (const row of rows) {\n    if (row.amount < 0) continue;\n    sum += row.amount * row.count;\n  }\n  return sum;\n}\n\n',
  json: '{"region":"north","open":12,"closed":48,"owner":"team-a","note":"two waiting for review"},\n{"region":"south","open":7,"closed":31,"owner":"team-b","note":"all answered"},\n',
};

/** The answer in pieces of a few words, as models stream them. */
export function answerPieces({ language, pieces, say }: Behaviour): string[] {
  if (say !== undefined) return [say];
  const words = TEXTS[language].split(/(?<=\s)/);
  return Array.from({ length: pieces }, (_, piece) =>
    Array.from({ length: 3 }, (__, word) => words[(piece * 3 + word) % words.length] ?? '').join(
      '',
    ),
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

/** `stepsTaken`: how many rounds of tool calls the conversation holds already. */
export function plannedCalls(stepsTaken: number): readonly PlannedCall[] {
  return AGENT_STEPS[stepsTaken] ?? [];
}
