import { formatBytes, formatCount, formatCountOf, formatMs } from '@/lib/figures/format';
import { isWhole, runCrowd } from '../crowd/crowd';
import type { Row } from './row';

/** Of each page, ticks a second. */
const RATE = 2;

/** Many pages at once, all of whose connections are cut in the middle: nothing is lost. */
export async function massCut(pages: number, seconds: number): Promise<Row> {
  const result = await runCrowd({ pages, seconds, rate: RATE });
  const { lanes, health } = result;
  const sum = (read: (lane: (typeof lanes)[number]) => number) =>
    lanes.reduce((all, lane) => all + read(lane), 0);
  return {
    name: `${formatCountOf(pages, 'page')} for ${seconds} s, all cut in the middle`,
    figures: {
      'ticks received': `${formatCount(sum(({ ticks }) => ticks))} of ${formatCount(sum(({ expected }) => expected))}`,
      'doubled or out of order': formatCount(sum(({ disorder }) => disorder)),
      reconnects: formatCount(sum(({ reconnects }) => reconnects)),
      'connections, most at once': formatCount(Math.max(...health.map(({ connections }) => connections))),
      'longest without the newest price': formatMs(Math.max(...lanes.map(({ late }) => late))),
      'resident memory of the server, most': formatBytes(Math.max(...health.map(({ rss }) => rss))),
    },
    conditions: [
      { what: 'every lane of every page has every tick, once and in order', held: isWhole(result, pages) },
      { what: 'connections were lost and came back', held: sum(({ reconnects }) => reconnects) > 0 },
    ],
  };
}
