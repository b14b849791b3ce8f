/** The mark: a request and its answer between two lifelines. */
export function Logo() {
  return (
    <svg width="22" height="24" viewBox="0 0 22 24" aria-hidden="true" fill="none" strokeWidth="2.2">
      <path d="M3 1.5v21M19 1.5v21" stroke="currentColor" strokeLinecap="round" />
      <path d="M4.500 6.500l12.500 3.200" stroke="var(--websocket)" />
      <path d="M12.800 5.800l5.200 4-6 2z" fill="var(--websocket)" />
      <path d="M17.500 14l-12.500 4" stroke="var(--short-polling)" />
      <path d="M9.500 13.800l-5.500 4.800 6.500 1z" fill="var(--short-polling)" />
    </svg>
  );
}
