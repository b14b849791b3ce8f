import { Pill } from '@/components/ui/pill';
import { colorOf, TechniqueMark } from '@/components/ui/technique-style';
import type { Ranked } from '@/lib/learn/choose/score';
import { type ChooseText, laneOf, nameOfCandidate } from '@/lib/learn/choose/text';
import { Needs } from './needs';
import { Reasons } from './reasons';

/** All candidates with their reasons, best first; those that cannot do it have a list of their own below. */
export function Ranking({ ranking, text }: { ranking: readonly Ranked[]; text: ChooseText }) {
  const impossible = ranking.filter((entry) => entry.impossible);
  return (
    <>
      <ol aria-label="Ranking" className="rounded-card border border-line bg-card">
        {ranking
          .filter((entry) => !entry.impossible)
          .map((entry) => (
            <li
              key={entry.candidate}
              data-candidate={entry.candidate}
              data-rank={entry.rank}
              className="grid grid-cols-[1.4rem_minmax(0,1fr)] gap-x-2 border-t border-line px-4 py-3 first:border-t-0 print:break-inside-avoid"
            >
              <span className="font-semibold text-muted">{entry.rank}</span>
              <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <Name entry={entry} text={text} />
                <Needs entry={entry} questions={text.questions} />
              </div>
              <div className="col-start-2">
                <Reasons given={entry.given} text={text} />
              </div>
            </li>
          ))}
      </ol>
      {impossible.length > 0 && (
        <>
          <h3 className="mt-5">Cannot do it</h3>
          <ul className="mt-2 flex flex-col gap-3">
            {impossible.map((entry) => (
              <li key={entry.candidate} data-candidate={entry.candidate} className="print:break-inside-avoid">
                <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                  <Name entry={entry} text={text} />
                </div>
                <Reasons given={entry.given.filter(({ grade }) => grade === 'impossible')} text={text} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Name({ entry: { candidate }, text }: { entry: Ranked; text: ChooseText }) {
  const lane = laneOf(candidate);
  return (
    <>
      {lane && <TechniqueMark id={lane} />}
      <span className="font-semibold" style={lane ? { color: colorOf(lane) } : undefined}>
        {nameOfCandidate(text, candidate)}
      </span>
      {!lane && <Pill>not run in the playground</Pill>}
    </>
  );
}
