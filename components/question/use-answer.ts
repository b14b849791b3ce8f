import { startTransition, useEffect, useEffectEvent, useState } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { type Answer, answerOf } from '@/lib/verdict/answer';
import { presentSegment } from '@/lib/verdict/seen';
import { type Settled, settle } from '@/lib/verdict/settled';
import type { Asked } from './use-asked';

/** What the present segment answers to the question, as calm as it may be shown; null before the first snapshot. */
export function useAnswer(run: PageRun, { preset, question }: Asked): Answer | null {
  const [settled, setSettled] = useState<Settled | null>(null);
  const look = useEffectEvent(() => {
    const snapshot = run.snapshot.get();
    const seen = snapshot && presentSegment(snapshot);
    if (!snapshot || !seen) return;
    const answer = answerOf(seen, question.rules);
    const of = [snapshot.market, snapshot.segment?.from, preset.name].join(' ');
    startTransition(() => setSettled((before) => settle(before, answer, of, snapshot.elapsed)));
  });
  useEffect(() => {
    look();
    return run.snapshot.subscribe(() => look());
  }, [run]);
  return settled?.answer ?? null;
}
