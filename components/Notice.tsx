import type { ReactNode } from 'react';
import './notice.css';

interface Props {
  title: string;
  hint: string;
  children?: ReactNode;
}

/** Says what there is instead of figures, and what to do. */
export function Notice({ title, hint, children }: Props) {
  return (
    <section className="notice">
      <h2>{title}</h2>
      <p className="soft">{hint}</p>
      {children}
    </section>
  );
}
