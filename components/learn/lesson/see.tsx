import { Sentences } from '@/components/question/sentence';
import { colorOf, TechniqueMark } from '@/components/ui/technique-style';
import type { Lesson } from '@/lib/learn/lesson';
import { measuredChoice, type Picture, pictureOf, revealed } from '@/lib/learn/lesson-result';
import { nameOf } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';

/** What was measured: which of the choices it is, in sentences, and as a picture. */
export function See({ lesson, runs }: { lesson: Lesson; runs: readonly SegmentSeen[] }) {
  const measured = measuredChoice(lesson, runs);
  const { sentences, missing } = revealed(lesson, runs);
  const picture = pictureOf(lesson, runs);
  return (
    <section aria-label="Measured" data-measured={measured.kind} className="flex flex-col gap-2.5">
      <div className="rounded-card border border-line bg-card px-4 py-3">
        <p className="text-small text-muted">Measured</p>
        <p className="text-lead font-semibold">
          {measured.kind === 'choice'
            ? measured.label
            : measured.kind === 'none'
              ? 'None of these'
              : 'This run cannot tell'}
        </p>
        {measured.kind === 'undecided' && (
          <p className="mt-1 text-note">
            Why: {measured.why}. Run it again, to the end, with this page in sight.
          </p>
        )}
      </div>
      <p className="text-answer">
        <Sentences of={sentences} />
      </p>
      {missing.length > 0 && <p className="text-note text-muted">Not told: {missing.join('; ')}.</p>}
      {picture && <Bars picture={picture} />}
    </section>
  );
}

function Bars({ picture: { label, bars, isOfRuns } }: { picture: Picture }) {
  const most = Math.max(...bars.map(({ value }) => value));
  return (
    <figure className="rounded-card border border-line bg-card px-4 py-3">
      <figcaption className="mb-2 font-semibold">{label}</figcaption>
      <ul className="flex flex-col gap-2">
        {bars.map(({ technique, run, value, inWords }) => (
          <li key={`${technique} ${run}`}>
            <p className="flex items-center gap-2">
              <TechniqueMark id={technique} />
              <span style={{ color: colorOf(technique) }}>{nameOf(technique)}</span>
              {isOfRuns && <span className="text-muted">run {run}</span>}
              <b className="ml-auto">{inWords}</b>
            </p>
            <div aria-hidden="true" className="mt-1 h-2 rounded-[3px] bg-sunken">
              <div
                className="h-full min-w-px rounded-[3px] forced-color-adjust-none"
                style={{ width: `${most > 0 ? (value / most) * 100 : 0}%`, background: colorOf(technique) }}
              />
            </div>
          </li>
        ))}
      </ul>
    </figure>
  );
}
