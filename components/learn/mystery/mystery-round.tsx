import { useState } from 'react';
import { EmbeddedRun } from '@/components/learn/embedded-run';
import { Button } from '@/components/ui/button';
import { hiddenIn, type MysterySettings, type MysteryText } from '@/lib/learn/mystery';
import { runOf } from '@/lib/learn/run-of';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { ChooseForEach, ChooseOne, type Chosen } from './choose-technique';
import { Solution } from './solution';

/** A run of lanes without names, what one takes them for, and once that is checked what they are. */
export function MysteryRound({ settings, words }: { settings: MysterySettings; words: MysteryText }) {
  const hidden = hiddenIn(settings, techniqueIds);
  const [seen, setSeen] = useState<SegmentSeen | null>(null);
  const [chosen, setChosen] = useState<Chosen>({});
  const [isChecked, setChecked] = useState(false);
  const choose = (lane: number, id: TechniqueId | null) => setChosen({ ...chosen, [lane]: id });
  const isComplete = hidden.every((_, lane) => chosen[lane]);

  return (
    <div
      className={`mt-6 grid items-start gap-5 ${hidden.length === 1 ? 'lg:grid-cols-[minmax(0,1fr)_400px]' : ''}`}
    >
      <EmbeddedRun
        runs={[runOf(words.scenario, hidden)]}
        onResults={(results) => setSeen(results[0] ?? null)}
        {...(isChecked ? {} : { mask: maskOf(hidden) })}
      />
      {isChecked && seen ? (
        <Solution hidden={hidden} chosen={chosen} seen={seen} words={words} />
      ) : (
        <section
          aria-label="Your answer"
          className="rounded-card border border-line bg-card p-5 print:hidden"
        >
          {hidden.length === 1 ? (
            <ChooseOne chosen={chosen[0] ?? null} onChoose={(id) => choose(0, id)} />
          ) : (
            <ChooseForEach lanes={hidden.map((_, lane) => nameOf(lane))} chosen={chosen} onChoose={choose} />
          )}
          <div className="mt-4 flex flex-wrap items-center gap-3">
            <Button
              look="primary"
              className="min-h-11 px-5"
              disabled={!isComplete || seen === null}
              onClick={() => setChecked(true)}
            >
              Check
            </Button>
            <p role="status" className="text-note text-muted">
              {seen === null
                ? 'It can be checked when the run is over.'
                : isComplete
                  ? ''
                  : 'The run is over. What do you take it for?'}
            </p>
          </div>
        </section>
      )}
    </div>
  );
}

const nameOf = (lane: number) => `Lane ${lane + 1}`;

function maskOf(hidden: readonly TechniqueId[]): Partial<Record<TechniqueId, string>> {
  return Object.fromEntries(
    hidden.map((id, lane) => [id, hidden.length === 1 ? 'The unnamed lane' : nameOf(lane)]),
  );
}
