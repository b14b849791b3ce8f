import { Pill } from '@/components/ui/pill';
import { daysAfter, type Mark, type Marked } from '@/lib/learn/practice';

/** How a mark is called where it is given. */
export const markNames: Readonly<Record<Mark, string>> = {
  missed: 'Missed it',
  partly: 'Partly',
  'had it': 'Had it',
};

/** The mark of a card. */
export function MarkPill({ marked }: { marked: Marked | undefined }) {
  return marked ? <Pill>{markNames[marked.mark]}</Pill> : null;
}

/** When a card comes back: tomorrow, in 3 days. */
export function comesBack({ due }: Marked, today: string): string {
  if (due <= today) return 'comes back now';
  if (due === daysAfter(today, 1)) return 'comes back tomorrow';
  const days = Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000);
  return `comes back in ${days} days`;
}
