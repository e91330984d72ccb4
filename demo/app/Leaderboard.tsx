import { useSpent } from './spent.ts';

const COLLEAGUES = [
  { name: 'Robin', tokens: 4_210 },
  { name: 'Sasha', tokens: 2_870 },
  { name: 'Kim', tokens: 1_040 },
];

const figure = new Intl.NumberFormat('en');

/** Everybody's tokens, the most first: what such boards count, and all they count. */
export function Leaderboard() {
  const rows = [...COLLEAGUES, { name: 'You', tokens: useSpent() }].toSorted(
    (left, right) => right.tokens - left.tokens,
  );
  const most = rows[0]?.tokens ?? 1;
  return (
    <>
      <h2>Tokens this week</h2>
      <ol className="board" data-testid="board">
        {rows.map(({ name, tokens }) => (
          <li key={name} className={name === 'You' ? 'you' : undefined}>
            <span>{name}</span>
            <span data-testid={name === 'You' ? 'board-you' : undefined} data-tokens={tokens}>
              {figure.format(tokens)}
            </span>
            {/* The figure beside it says the same. */}
            <progress max={most} value={tokens} aria-hidden="true" />
          </li>
        ))}
      </ol>
    </>
  );
}
