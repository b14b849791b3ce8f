import { formatRatio } from '@/lib/format';
import { median, type Round, type Score } from './score';

/** What we want to be, as a multiple of somebody else. */
interface Goal {
  what: string;
  /** The contest that it is about. */
  contest: Score['contestant']['contest'];
  /** Whom it is measured against: one of the scores, for one of ours. */
  against(score: Score): string;
  value(round: Round): number;
  ratio: number;
  more?: true;
}

const cpu = ({ cpuPerMillion }: Round) => cpuPerMillion;
const isWebsocket = ({ contestant }: Score) => contestant.transport === 'websocket';

const goals: readonly Goal[] = [
  {
    what: 'CPU, of the floor',
    contest: 'push',
    against: (score) => (isWebsocket(score) ? 'floor-websocket' : 'floor-sse'),
    value: cpu,
    ratio: 1.1,
  },
  { what: 'CPU, of ws', contest: 'push', against: () => 'ws', value: cpu, ratio: 0.82 },
  { what: 'CPU, of node:http', contest: 'push', against: () => 'node-http', value: cpu, ratio: 0.78 },
  { what: "CPU, of nchan's SSE", contest: 'push', against: () => 'nchan-eventsource', value: cpu, ratio: 1 },
  { what: 'memory, of ws', contest: 'push', against: () => 'ws', value: ({ memory }) => memory, ratio: 1 },
  { what: "CPU, of nchan's", contest: 'long-poll', against: () => 'nchan-longpoll', value: cpu, ratio: 1 },
  {
    what: 'answers/s, of an empty server',
    contest: 'requests',
    against: () => 'empty-http',
    value: ({ answersPerSecond }) => answersPerSecond,
    ratio: 0.9,
    more: true,
  },
];

/** Each goal for each of ours that it is about: the ratio of the medians, and whether that is reached. */
export function judge(scores: readonly Score[]): string[][] {
  return scores
    .filter(({ contestant }) => contestant.ours)
    .flatMap((score) =>
      goals
        .filter(({ contest }) => contest === score.contestant.contest)
        .map((goal) => {
          const other = scores.find(({ contestant }) => contestant.id === goal.against(score));
          const own = median(score.rounds, goal.value);
          const theirs = other ? median(other.rounds, goal.value) : null;
          const wanted = `${goal.more ? '≥' : '≤'} ${formatRatio(goal.ratio)}`;
          const row = [score.contestant.name, goal.what, wanted];
          if (own === null || theirs === null) return [...row, '–', 'not measured'];
          const ratio = own / theirs;
          const reached = goal.more ? ratio >= goal.ratio : ratio <= goal.ratio;
          return [...row, formatRatio(ratio), reached ? 'reached' : 'NOT REACHED'];
        }),
    );
}
