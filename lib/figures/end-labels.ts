import { apart } from './apart';

/** Where a line ends, px, and what is to be written there. */
export interface LineEnd {
  key: string;
  name: string;
  /** The value, with its unit. */
  text: string;
  x: number;
  y: number;
}

/** The label of one line, or of several that end in the same place. */
export interface EndLabel {
  ends: readonly LineEnd[];
  text: string;
  /** Where its middle is, px. */
  y: number;
}

/** Lines whose ends are no further apart coincide, px. */
const COINCIDE = 1.5;

/**
 * Labels for the ends of lines, pushed apart so that none lies over another. Lines that end in the same place with the same
 * value share one.
 *
 * @param room from `top` to `bottom`, in which each label is `height` high, px
 * @param letters the names of a label have at most so many, unless it is only one
 */
export function endLabels(
  ends: readonly LineEnd[],
  room: { top: number; bottom: number; height: number },
  letters: number,
): EndLabel[] {
  const groups: LineEnd[][] = [];
  for (const end of [...ends].sort((a, b) => a.y - b.y)) {
    const group = groups.find(
      ([first, ...others]) =>
        first?.text === end.text &&
        Math.abs(first.y - end.y) <= COINCIDE &&
        namesOf([first, ...others, end]).length <= letters,
    );
    if (group) group.push(end);
    else groups.push([end]);
  }
  const { top, bottom, height } = room;
  const wanted = groups.map(([first]) => (first?.y ?? 0) - top);
  const middles = apart(
    wanted,
    wanted.map(() => height),
    bottom - top,
  );
  return groups.map((group, i) => ({
    ends: group,
    text: group.length > 1 ? `${group[0]?.text} each` : (group[0]?.text ?? ''),
    y: top + (middles[i] ?? 0),
  }));
}

const namesOf = (ends: readonly LineEnd[]) => ends.map(({ name }) => name).join(' · ');
