import { useEffect, useState } from 'react';
import { startBurning } from './burn.ts';

const BOARD = [
  { name: 'Robin', tokens: 4_210_000 },
  { name: 'Sasha', tokens: 2_870_000 },
  { name: 'Kim', tokens: 1_040_000 },
];

const compact = new Intl.NumberFormat('en', { notation: 'compact' });

export function BurnPanel() {
  const [burning, setBurning] = useState(false);
  const [count, setCount] = useState(0);
  useEffect(() => (burning ? startBurning(setCount) : undefined), [burning]);
  return (
    <section className="panel card">
      <h2>Tokens this week</h2>
      <ol className="board">
        {BOARD.map(({ name, tokens }) => (
          <li key={name}>
            <span>{name}</span>
            <span>{compact.format(tokens)}</span>
          </li>
        ))}
      </ol>
      <label className="switch">
        <input
          type="checkbox"
          checked={burning}
          data-testid="burn"
          onChange={(event) => setBurning(event.target.checked)}
        />
        <span>
          <strong>Burn</strong> Let a script prompt for me
        </span>
      </label>
      <p className="note" data-testid="burn-count" data-count={count}>
        {count === 0 ? 'The board counts every token, whoever sent it.' : `${count} prompts sent`}
      </p>
    </section>
  );
}
