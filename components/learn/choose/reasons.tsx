import type { Grade } from '@/lib/learn/choose/rules';
import type { Given } from '@/lib/learn/choose/score';
import type { ChooseText } from '@/lib/learn/choose/text';

/** In this order: what speaks for it, then what speaks against. */
const grades: Readonly<Record<Grade, { sign: string; word: string }>> = {
  good: { sign: '+', word: 'Good' },
  note: { sign: '·', word: 'To know' },
  cost: { sign: '−', word: 'Costs' },
  unmet: { sign: '✕', word: 'Not met' },
  impossible: { sign: '✕', word: 'Impossible' },
};
const order = Object.keys(grades);

/** Why a candidate stands where it stands, each with where it can be checked. */
export function Reasons({ given, text }: { given: readonly Given[]; text: ChooseText }) {
  if (given.length === 0) return null;
  const sorted = given.toSorted((a, b) => order.indexOf(a.grade) - order.indexOf(b.grade));
  return (
    <ul className="mt-1.5 flex flex-col gap-1">
      {sorted.map(({ reason, grade }) => (
        <li key={reason} data-reason={reason} className="flex gap-2">
          <span aria-hidden="true" className="w-3 shrink-0 text-center font-semibold text-muted">
            {grades[grade].sign}
          </span>
          <span>
            <span className="sr-only">{grades[grade].word}: </span>
            {text.reasons[reason]?.text}{' '}
            {text.reasons[reason]?.links.map(({ href, label, about }) => (
              <a
                key={href}
                href={href}
                className="mr-2 inline-block text-small whitespace-nowrap text-muted underline decoration-strong underline-offset-3 hover:text-ink max-sm:py-1.5 print:no-underline"
              >
                {label}
                <span className="sr-only">: {about}</span>
              </a>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
