import { useEffect, useState } from 'react';
import { startBurning } from './burn.ts';
import { Leaderboard } from './Leaderboard.tsx';

export function BurnPanel() {
  const [burning, setBurning] = useState(false);
  const [count, setCount] = useState(0);
  useEffect(() => (burning ? startBurning(setCount) : undefined), [burning]);
  return (
    <section className="card" data-burning={burning}>
      <Leaderboard />
      <label className="switch" htmlFor="burn">
        <input
          id="burn"
          type="checkbox"
          checked={burning}
          data-testid="burn"
          onChange={(event) => setBurning(event.target.checked)}
        />
        <strong>Burn</strong>
        <small>A script burning tokens for the leaderboard</small>
      </label>
      <p className="note" data-testid="burn-count" data-count={count}>
        {count === 0
          ? 'The board counts every token, whoever sent it, and thinks the world of you all.'
          : `${count} prompts sent without you. The board is thrilled.`}
      </p>
    </section>
  );
}
