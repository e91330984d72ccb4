/** Our mark: a flame of which the heart is true. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M17 2c1 6 9 9 9 17.5a10 10 0 0 1-20 0c0-4 1.8-6.2 3.6-9 .8 1.8 1.7 2.8 3 3.3C12.4 9.5 14 5.5 17 2z"
        fill="none"
        stroke="var(--hands-on)"
        strokeWidth="2.4"
        strokeLinejoin="round"
      />
      <path
        d="M16.3 13.5c.9 2.9 4.7 4.3 4.7 8a5 5 0 0 1-10 0c0-3.2 3.9-4.6 5.3-8z"
        fill="var(--hands-on)"
      />
    </svg>
  );
}
