import type { RunCommand, RunReport } from '@/lib/run/messages';
import type { WireReport } from '@/lib/run/snapshot';

/** What a page's engine has reported, to the page and to who draws the wire. */
export interface Collected {
  /** When the first report came, on the page's own clock, ms since 1970. */
  startedAt: number;
  /** Each with when it came, ms after the first. */
  entries: ({ at: number } & ({ report: RunReport } | { wire: WireReport }))[];
}

declare global {
  interface Window {
    collected: Collected;
  }
}

/** Runs in a page before its own scripts, and keeps what the engine's worker reports. The page gets it all the same. */
export function collectReports(): void {
  const collected: Collected = { startedAt: Number.NaN, entries: [] };
  window.collected = collected;
  window.Worker = new Proxy(window.Worker, {
    construct(target, parameters: ConstructorParameters<typeof Worker>) {
      const worker = new target(...parameters);
      const post = worker.postMessage.bind(worker);
      worker.addEventListener('message', ({ data }: MessageEvent<RunReport>) => {
        if (!['snapshot', 'charts', 'prices'].includes(data.type)) return;
        const now = performance.timeOrigin + performance.now();
        if (Number.isNaN(collected.startedAt)) collected.startedAt = now;
        collected.entries.push({ at: now - collected.startedAt, report: data });
      });
      worker.postMessage = (message: RunCommand, transfer?: Transferable[] | StructuredSerializeOptions) => {
        if (message.type !== 'wire') {
          post(message, transfer as Transferable[]);
          return;
        }
        const between = new MessageChannel();
        between.port1.onmessage = ({ data }: MessageEvent<WireReport>) => {
          const now = performance.timeOrigin + performance.now();
          if (Number.isNaN(collected.startedAt)) collected.startedAt = now;
          collected.entries.push({ at: now - collected.startedAt, wire: data });
          message.port.postMessage(data);
        };
        post({ ...message, port: between.port2 }, [between.port2]);
      };
      return worker;
    },
  });
}

/**
 * Runs in the page.
 *
 * @param reports so many have to come once the run is over: what was counted last comes then, and how lanes compare
 * @returns whether all of the run has been told
 */
export function isComplete(reports: number): boolean {
  const after = window.collected.entries.filter(
    (entry) =>
      'report' in entry &&
      entry.report.type === 'snapshot' &&
      entry.report.snapshot.status.kind === 'finished',
  );
  return after.length >= reports;
}
