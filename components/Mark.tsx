/** Our mark: a flame, its heart solid, its halo only drawn. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M16 3c2 5 9 8 9 16a9 9 0 0 1-18 0c0-4 2-6 3-9 1 2 2 3 3 3 0-4 1-7 3-10z"
        fill="none"
        stroke="var(--soft)"
        strokeWidth="2"
        strokeDasharray="2.6 2.2"
        strokeLinejoin="round"
      />
      <path
        d="M16 14c1.4 2.6 4.4 4 4.4 7.6a4.4 4.4 0 0 1-8.8 0c0-3 3-4.400 4.400-7.600z"
        fill="var(--hands-on)"
      />
    </svg>
  );
}
