import {
  formatBytes,
  formatCount,
  formatCountOf,
  formatMs,
  formatRatio,
  formatShare,
  NONE,
} from '@/lib/figures/format';
import { layOut } from '../bench/layout';
import type { Contest } from './contest';
import { judge } from './goals';
import { median, ratio, type Score } from './score';

const titles: Record<Contest, string> = {
  push: 'Ticks pushed to every subscriber',
  'long-poll': 'Ticks asked for, each with a request of its own',
  requests: 'As many answers as there can be',
};

/** The contests one after another, with the ratios to others that are best known; then our goals. */
export function report(scores: readonly Score[]): string {
  const parts: string[] = [];
  for (const contest of Object.keys(titles) as Contest[]) {
    const rows = scores.filter(({ contestant }) => contestant.contest === contest);
    const [first] = rows;
    if (!first) continue;
    const { subscribers, rate, bytes } = first.contestant.work;
    parts.push(
      `${titles[contest]}: ${formatCount(subscribers)} × ${formatCountOf(rate, 'tick')}/s of about ${bytes} B`,
    );
    parts.push(layOut(contest === 'requests' ? answers(rows) : deliveries(rows)));
  }
  const goals = judge(scores);
  if (goals.length > 0) parts.push('Goals', layOut([['', 'what', 'wanted', 'is', ''], ...goals], 2));
  return parts.join('\n');
}

function deliveries(scores: readonly Score[]): string[][] {
  const known = [
    { id: 'floor-sse', label: '× floor' },
    { id: 'ws', label: '× ws' },
    { id: 'node-http', label: '× node:http' },
    { id: 'nchan-longpoll', label: '× nchan' },
  ].filter(({ id }) => scores.some(({ contestant }) => contestant.id === id));
  const head = ['', 'CPU s/1M', 'from', 'to', ...known.map(({ label }) => label)];
  return [
    [...head, 'memory/conn.', 'p50', 'p99', 'lost', 'generator'],
    ...scores.map((score) => {
      const { contestant, rounds } = score;
      const cpu = median(rounds, (round) => round.cpuPerMillion);
      const all = rounds.map((round) => round.cpuPerMillion);
      return [
        contestant.name,
        cpu?.toFixed(2) ?? NONE,
        Math.min(...all).toFixed(2),
        Math.max(...all).toFixed(2),
        ...known.map(({ id }) => {
          const other = scores.find((another) => another.contestant.id === id);
          return formatRatio(ratio(score, other, (round) => round.cpuPerMillion) ?? Number.NaN);
        }),
        ...ends(rounds),
      ];
    }),
  ];
}

function ends(rounds: Score['rounds']): string[] {
  return [
    formatBytes(median(rounds, ({ memory }) => memory)),
    formatMs(median(rounds, ({ p50 }) => p50)),
    formatMs(median(rounds, ({ p99 }) => p99)),
    formatCount(rounds.reduce((sum, { lost }) => sum + lost, 0)),
    formatShare(median(rounds, ({ generator }) => generator)),
  ];
}

function answers(scores: readonly Score[]): string[][] {
  return [
    ['', 'answers/s', 'CPU µs/answer', 'generator'],
    ...scores.map(({ contestant, rounds }) => [
      contestant.name,
      formatCount(median(rounds, ({ answersPerSecond }) => answersPerSecond)),
      median(rounds, ({ cpuPerMillion }) => cpuPerMillion)?.toFixed(1) ?? NONE,
      formatShare(median(rounds, ({ generator }) => generator)),
    ]),
  ];
}
