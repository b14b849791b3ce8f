import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { formatBytes, formatCount, formatMs } from '@/lib/figures/format';
import { techniqueIds } from '@/lib/techniques';
import { findBrowser } from '../browser.mjs';
import { ProbedServer } from '../crowd/server';
import type { Row } from './row';
import { FLAT, isFlat, type Sample, type Trend, trendOf } from './trend';

/** As many as a market may make. */
const RATE = 200;

/** In so many parts the time is divided by samples, none of them longer than `MOST_MS`. */
const SAMPLES = 40;
const MOST_MS = 10_000;

/** On a busy machine a collection of garbage takes its time. */
const PATIENCE_MS = 600_000;

/**
 * A page at 200 ticks a second in every lane, with the wire on: memory of page and server is flat, and nothing is lost.
 * Both are sampled after a garbage collection, for garbage comes and goes within minutes.
 */
export async function fullSpeed(minutes: number, signal: AbortSignal): Promise<Row> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('there is no Chromium here');
  const server = new ProbedServer({});
  let browser: Browser | undefined;
  try {
    const origin = await server.ready();
    browser = await puppeteer.launch({
      executablePath,
      headless: true,
      protocolTimeout: PATIENCE_MS,
      defaultViewport: { width: 1440, height: 900 },
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const page = await browser.newPage();
    await page.goto(`${origin}/?rate=${RATE}&rtt=0&techniques=${techniqueIds.join(',')}&wire=true`);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('tr[data-figure="ticks"] td')].some((cell) =>
        Number(cell.getAttribute('data-value')),
      ),
    );
    const [heap, resident, used, files]: [Sample[], Sample[], Sample[], Sample[]] = [[], [], [], []];
    const length = minutes * 60_000;
    const start = performance.now();
    const session = await page.createCDPSession();
    while (performance.now() - start < length) {
      signal.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, Math.min(MOST_MS, length / SAMPLES)));
      const at = (performance.now() - start) / 1000;
      try {
        const inPage = await heapOf(page, session);
        const health = await server.collected();
        heap.push({ at, value: inPage });
        resident.push({ at, value: health.rss });
        used.push({ at, value: health.used });
        files.push({ at, value: health.files ?? 0 });
        const [ofPage, ofServer, inUse] = [inPage, health.rss, health.used].map(formatBytes);
        console.error(
          `${at.toFixed(0)} s: page ${ofPage}; server ${ofServer} resident, ${inUse} in use, ${health.files} files`,
        );
      } catch (error) {
        // A worker may end while it is asked. What has gone for good shows when the page is asked what it has received.
        console.error(`${at.toFixed(0)} s: no sample: ${error instanceof Error ? error.message : error}`);
      }
    }
    const trends = {
      ...{ heap: trendOf(heap), resident: trendOf(resident) },
      ...{ used: trendOf(used), files: trendOf(files) },
    };
    return row(minutes, trends, await receivedBy(page), server);
  } finally {
    await browser?.close();
    await server.stop();
  }
}

/** What page and workers have in use, bytes. */
async function heapOf(page: Page, session: CDPSession): Promise<number> {
  let bytes = 0;
  for (const one of [session, ...page.workers().map(({ client }) => client)]) {
    await one.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await one.send('Runtime.getHeapUsage');
    bytes += usedSize + backingStorageSize;
  }
  return bytes;
}

/** What the page says of all lanes together. */
interface Received {
  lanes: number;
  /** Of the lane with the fewest. */
  ticks: number;
  lost: number;
  disorder: number;
}

async function receivedBy(page: Page): Promise<Received> {
  const ticks = await figuresOf(page, 'ticks');
  const [lost, disorder] = [await figuresOf(page, 'lost'), await figuresOf(page, 'disorder')];
  return {
    lanes: ticks.length,
    ticks: Math.min(...ticks),
    lost: lost.reduce((sum, one) => sum + one, 0),
    disorder: disorder.reduce((sum, one) => sum + one, 0),
  };
}

/** A figure of the scoreboard, of each lane. */
function figuresOf(page: Page, figure: string): Promise<number[]> {
  return page.$$eval(`tr[data-figure="${figure}"] td[data-group="now"]`, (cells) =>
    cells.map((cell) => Number(cell.getAttribute('data-value'))),
  );
}

function row(
  minutes: number,
  { heap, resident, used, files }: Record<'heap' | 'resident' | 'used' | 'files', Trend>,
  { lanes, ticks, lost, disorder }: Received,
  { health }: ProbedServer,
): Row {
  const perMinute = ({ slope }: Trend) => `${slope < 0 ? '−' : '+'}${formatBytes(Math.abs(slope) * 60)}/min`;
  return {
    name: `${RATE} ticks/s in ${lanes} lanes with the wire on, ${minutes} min`,
    figures: {
      'heap of the page, mean of the second half': formatBytes(heap.mean),
      'its slope': perMinute(heap),
      'resident memory of the server, likewise': formatBytes(resident.mean),
      'slope of that': perMinute(resident),
      'what of it is in use': formatBytes(used.mean),
      'slope of what is in use': perMinute(used),
      'open files of the server, mean of the second half': files.mean.toFixed(1),
      'ticks in each lane, at least': formatCount(ticks),
      'lost, doubled or out of order': formatCount(lost + disorder),
      'event-loop delay of the server, p99 of the worst second': formatMs(
        Math.max(...health.map(({ delay }) => delay.p99)),
      ),
    },
    conditions: [
      { what: `the page's heap grows by at most ${FLAT * 100} % in the second half`, held: isFlat(heap) },
      {
        what: `the server's memory grows by at most ${FLAT * 100} % in the second half`,
        held: isFlat(resident),
      },
      { what: 'what it has in use of that does so too', held: isFlat(used) },
      { what: 'the number of its open files does not grow by one', held: files.growth < 1 },
      { what: 'every lane receives', held: lanes > 0 && ticks > 0 },
      { what: 'nothing is lost, doubled or out of order', held: lost + disorder === 0 },
    ],
  };
}
