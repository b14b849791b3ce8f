import * as z from 'zod/mini';

/** How an answer went, by the judgement of who gave it. From bad to good. */
export const marks = ['missed', 'partly', 'had it'] as const;

export type Mark = (typeof marks)[number];

/** A card that was had comes back after so many days, each time it is had again a step later. */
const STEPS = [1, 3, 7, 14, 30] as const;

/** A day in the reader's own calendar: 2026-03-04. */
const daySchema = z.iso.date();

const markedSchema = z.strictObject({
  mark: z.enum(marks),
  /** Which of the steps it is on. */
  step: z.int().check(z.minimum(0), z.maximum(STEPS.length - 1)),
  /** When it was marked, and when it is to be asked again. */
  on: daySchema,
  due: daySchema,
});

const marksSchema = z.record(z.string(), markedSchema);

/** What became of a card when it was asked last. */
export type Marked = z.infer<typeof markedSchema>;

/** All cards that were marked, by their names. */
export type Marks = Readonly<Record<string, Marked>>;

/** Reads what was kept. @returns null where it is not what this program writes */
export function readMarks(text: string): Marks | null {
  try {
    const read = marksSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The day of a moment, where the reader is. */
export function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The day so many days after another. */
export function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/**
 * What is kept of a card once it is marked: what was missed or had in part comes back tomorrow, what was had after longer
 * and longer.
 */
export function mark(before: Marked | undefined, given: Mark, today: string): Marked {
  const was = before?.step ?? 0;
  const step = given === 'missed' ? 0 : given === 'partly' ? Math.max(0, was - 1) : nextStep(was);
  const days = given === 'had it' ? (STEPS[step] ?? 1) : 1;
  return { mark: given, step, on: today, due: daysAfter(today, days) };
}

const nextStep = (step: number) => Math.min(step + 1, STEPS.length - 1);

/** The mark that the ticked entries of a checklist speak for. */
export function markOf(ticked: number, all: number): Mark {
  return ticked === 0 ? 'missed' : ticked < all ? 'partly' : 'had it';
}

/**
 * The cards to be asked, in this order: what is due, missed before had in part before had, the longest due first; then what
 * was never asked, in the order of the list. What is not due yet is left out.
 */
export function toAsk(ids: readonly string[], kept: Marks, today: string): string[] {
  const due = ids.flatMap((id) => {
    const marked = kept[id];
    return marked && marked.due <= today ? [{ id, ...marked }] : [];
  });
  due.sort((a, b) => marks.indexOf(a.mark) - marks.indexOf(b.mark) || a.due.localeCompare(b.due));
  return [...due.map(({ id }) => id), ...ids.filter((id) => !kept[id])];
}

/** The cards that come back tomorrow or are due already, missed first: what is worth another look before. */
export function toRepeat(ids: readonly string[], kept: Marks, today: string): string[] {
  return toAsk(
    ids.filter((id) => kept[id]),
    kept,
    daysAfter(today, 1),
  );
}

/** How many of these cards have each mark, and how many have none. */
export function countMarks(ids: readonly string[], kept: Marks): Record<Mark | 'not asked', number> {
  const counts = { missed: 0, partly: 0, 'had it': 0, 'not asked': 0 };
  for (const id of ids) counts[kept[id]?.mark ?? 'not asked'] += 1;
  return counts;
}
