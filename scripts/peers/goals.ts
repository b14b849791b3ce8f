import { formatRatio, NONE } from '@/lib/figures/format';
import { type Round, ratio, type Score } from './score';

/** What we want to be, as a multiple of somebody else. */
interface Goal {
  what: string;
  /** The contest that it is about. */
  contest: Score['contestant']['contest'];
  /** Whom it is measured against: one of the scores, for one of ours. */
  against(score: Score): string;
  value(round: Round): number;
  wanted: number;
  more?: true;
}

const cpu = ({ cpuPerMillion }: Round) => cpuPerMillion;
const isWebsocket = ({ contestant }: Score) => contestant.framing === 'websocket';

const goals: readonly Goal[] = [
  {
    what: 'CPU, of the floor',
    contest: 'push',
    against: (score) => (isWebsocket(score) ? 'floor-websocket' : 'floor-sse'),
    value: cpu,
    wanted: 1.1,
  },
  { what: 'CPU, of ws', contest: 'push', against: () => 'ws', value: cpu, wanted: 0.82 },
  { what: 'CPU, of node:http', contest: 'push', against: () => 'node-http', value: cpu, wanted: 0.78 },
  { what: "CPU, of nchan's SSE", contest: 'push', against: () => 'nchan-eventsource', value: cpu, wanted: 1 },
  { what: 'memory, of ws', contest: 'push', against: () => 'ws', value: ({ memory }) => memory, wanted: 1 },
  { what: "CPU, of nchan's", contest: 'long-poll', against: () => 'nchan-longpoll', value: cpu, wanted: 1 },
  {
    what: 'answers/s, of an empty server',
    contest: 'requests',
    against: () => 'empty-http',
    value: ({ answersPerSecond }) => answersPerSecond,
    wanted: 0.9,
    more: true,
  },
];

/** Each goal for each of ours that it is about: the ratio, and whether that is reached. */
export function judge(scores: readonly Score[]): string[][] {
  return scores
    .filter(({ contestant }) => contestant.ours)
    .flatMap((score) =>
      goals
        .filter(({ contest }) => contest === score.contestant.contest)
        .map((goal) => {
          const other = scores.find(({ contestant }) => contestant.id === goal.against(score));
          const wanted = `${goal.more ? '≥' : '≤'} ${formatRatio(goal.wanted)}`;
          const row = [score.contestant.name, goal.what, wanted];
          const is = ratio(score, other, goal.value);
          if (is === null) return [...row, NONE, 'not measured'];
          const reached = goal.more ? is >= goal.wanted : is <= goal.wanted;
          return [...row, formatRatio(is), reached ? 'reached' : 'NOT REACHED'];
        }),
    );
}
