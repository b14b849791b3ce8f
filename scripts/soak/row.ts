/** One thing that was tried. */
export interface Row {
  name: string;
  /** Each with what it is and its unit. */
  figures: Record<string, string>;
  /** What had to hold, in words, and whether it did. */
  conditions: Condition[];
}

export interface Condition {
  what: string;
  held: boolean;
}

export function hasHeld({ conditions }: Row): boolean {
  return conditions.length > 0 && conditions.every(({ held }) => held);
}
