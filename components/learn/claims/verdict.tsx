import { Pill } from '@/components/ui/pill';
import type { Verdict } from '@/lib/learn/claim';

/** A verdict by a sign and words: colour never says it alone. */
export const verdictWords: Readonly<Record<Verdict, { sign: string; words: string }>> = {
  true: { sign: '✓', words: 'True' },
  half: { sign: '◐', words: 'Half true' },
  depends: { sign: '⇄', words: 'It depends' },
  false: { sign: '✕', words: 'False' },
  unproven: { sign: '?', words: 'Unproven' },
};

const looks = { true: 'good', half: 'warn', depends: 'warn', false: 'bad', unproven: 'plain' } as const;

export function VerdictWords({ verdict }: { verdict: Verdict }) {
  const { sign, words } = verdictWords[verdict];
  return (
    <>
      <span aria-hidden="true">{sign}</span> {words}
    </>
  );
}

export function VerdictPill({ verdict }: { verdict: Verdict }) {
  return (
    <Pill look={looks[verdict]} className="rounded-md! py-[3px]! text-note! font-[650]">
      <VerdictWords verdict={verdict} />
    </Pill>
  );
}
