/** What a load client asks, and of whom; the server is on this machine. */
export interface LoadTarget {
  port: number;
  path: string;
  /** What the client has to speak: the id of a technique, or another that the load generator knows. */
  protocol: string;
  /** The settings of the technique. */
  settings: Readonly<Record<string, number | string>>;
  /** From one question to the next, ms; null: again as soon as it is answered. */
  intervalMs: number | null;
}

/** A target without settings, whose clients do not wait. */
export function plainTarget(port: number, path: string, protocol: string): LoadTarget {
  return { port, path, protocol, settings: {}, intervalMs: null };
}
