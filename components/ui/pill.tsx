import type { HTMLAttributes } from 'react';

const looks = {
  plain: 'bg-sunken text-muted',
  warn: 'bg-warn-ground text-warn',
  bad: 'bg-bad-ground text-bad',
  good: 'bg-good-ground text-good',
} as const;

/** A few words on the state of what stands beside it. */
export function Pill({
  look = 'plain',
  className = '',
  ...props
}: HTMLAttributes<HTMLSpanElement> & { look?: keyof typeof looks }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full px-2 py-px text-small leading-normal whitespace-nowrap ${looks[look]} ${className}`}
      {...props}
    />
  );
}
