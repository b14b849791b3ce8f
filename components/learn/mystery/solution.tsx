import { Sentences } from '@/components/question/sentence';
import { buttonClass } from '@/components/ui/button';
import { colorOf, TechniqueMark } from '@/components/ui/technique-style';
import { type MysteryText, signsOf } from '@/lib/learn/mystery';
import { runOf } from '@/lib/learn/run-of';
import { scoreGroups } from '@/lib/run/score-rows';
import { nameOf, type TechniqueId, techniqueIds } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { wordsOf } from '@/lib/verdict/sentence';
import type { Chosen } from './choose-technique';

/** What a technique can be told by; all others are in the playground's scoreboard. */
const keys = ['latency_p50', 'latency_p99', 'requests', 'empty', 'connections', 'bytes_per_tick', 'ticks'];
const rows = scoreGroups.flatMap((group) => group.rows).filter(({ figure }) => keys.includes(figure.key));

/** Which technique each lane was, how one could have known, and what was measured of it. */
export function Solution(props: {
  hidden: readonly TechniqueId[];
  chosen: Chosen;
  seen: SegmentSeen;
  words: MysteryText;
}) {
  const { hidden, chosen, seen, words } = props;
  const found = hidden.filter((id, lane) => chosen[lane] === id).length;
  return (
    <section aria-label="Answer" className="rounded-card border border-line bg-card p-5">
      <div role="status">
        <h2 className="text-section">
          {hidden.length > 1
            ? `You found ${found} of ${hidden.length}.`
            : found === 1
              ? 'You found it.'
              : `You expected ${nameIn(chosen[0])} · it is ${nameIn(hidden[0])}.`}
        </h2>
      </div>
      <ol className={`mt-4 grid gap-5 ${hidden.length > 1 ? 'md:grid-cols-2' : ''}`}>
        {hidden.map((id, lane) => (
          <li key={id} className="border-t border-line pt-3.5">
            <h3 className="flex flex-wrap items-center gap-2" style={{ color: colorOf(id) }}>
              {hidden.length > 1 && <span className="text-muted">Lane {lane + 1}:</span>}
              <TechniqueMark id={id} />
              {nameOf(id)}
            </h3>
            {hidden.length > 1 && (
              <p className="text-small text-muted">
                {chosen[lane] === id ? 'found' : `you expected ${nameIn(chosen[lane])}`}
              </p>
            )}
            <Figures id={id} seen={seen} />
            <h4 className="mt-3 font-semibold">How one could have seen it</h4>
            <ul className="mt-1 list-disc pl-5">
              {signsOf(id, words, seen).map(({ look, figure }) => (
                <li key={look + wordsOf(figure)} className="py-0.5">
                  {look}{' '}
                  <span className="text-muted">{figure.length > 0 && <Sentences of={[figure]} />}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <a
        href={`/?${runOf(words.scenario, techniqueIds)}`}
        className={`${buttonClass()} mt-5 max-sm:min-h-11 print:hidden`}
      >
        See it beside all others
      </a>
    </section>
  );
}

const nameIn = (id: TechniqueId | null | undefined) => (id ? nameOf(id) : 'none');

function Figures({ id, seen }: { id: TechniqueId; seen: SegmentSeen }) {
  const lane = seen.lanes.find((one) => one.id === id);
  if (!lane) return null;
  return (
    <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
      {rows.map(({ figure, name, text }) => (
        <div key={figure.key}>
          <dt className="text-small text-muted">{name}</dt>
          <dd className="font-semibold">{text(lane)}</dd>
        </div>
      ))}
    </dl>
  );
}
