import { formatCountOf, formatNumber } from '@/lib/figures/format';
import type { TechniqueId } from '@/lib/techniques';
import { isSound } from './failure';
import { alikeOf } from './range';
import type { LoadResult } from './result';
import { type LoadRun, mostClientsOfAll, resultsWith } from './runs';
import { seriesOf } from './series';

/** What one price costs a server with one technique: µs of processor, and what it may be by measurements alike. */
export interface PriceCost {
  technique: TechniqueId;
  micros: number;
  low: number;
  high: number;
}

/** What a run has found, for a sentence each. */
export interface LabAnswer {
  /** How many clients all techniques were measured with. */
  clients: number;
  /** Those that cannot be told from the cheapest, in the order of the registry. */
  cheapest: readonly PriceCost[];
  /** The others, the cheapest first, with how many times as much as the cheapest they take. */
  dearer: readonly (PriceCost & { times: number })[];
  /** The curve of the slowest 1 % that bends at the fewest clients; null where none does. */
  bendsFirst: { technique: TechniqueId; clients: number } | null;
}

/**
 * What a run has found.
 *
 * Two costs are told apart only where all measurements alike of one (`alikeOf`: same load and machine, half as many
 * clients at least) lie above all of the other; of a single measurement nothing can be told, so that it counts as a tenth
 * more or less, which is what the same load differs by from one time to the next on a machine that does other work.
 *
 * @param runs all that may have measurements alike
 * @returns null where fewer than two techniques were measured without failing
 */
export function answerOf(runs: readonly LoadRun[], run: LoadRun): LabAnswer | null {
  const clients = mostClientsOfAll(run);
  const costs = resultsWith(run, clients)
    .filter(isSound)
    .flatMap((result) => costOf(runs, run, result));
  const best = [...costs].sort((a, b) => a.micros - b.micros)[0];
  if (!best || costs.length < 2) return null;
  const isBest = (cost: PriceCost) => cost.low <= best.high;
  return {
    clients,
    cheapest: costs.filter(isBest),
    dearer: costs
      .filter((cost) => !isBest(cost))
      .map((cost) => ({ ...cost, times: cost.micros / best.micros }))
      .sort((a, b) => a.micros - b.micros),
    bendsFirst: bendOf(run),
  };
}

const ALONE = 0.1;

function costOf(runs: readonly LoadRun[], run: LoadRun, result: LoadResult): PriceCost[] {
  const micros = result.server.cpuPerMillion;
  if (micros === null || micros === 0) return [];
  const alike = alikeOf(runs, run, result).flatMap(({ server }) => server.cpuPerMillion ?? []);
  const isAlone = alike.length < 2;
  return [
    {
      technique: result.load.technique,
      micros,
      low: isAlone ? micros * (1 - ALONE) : Math.min(...alike),
      high: isAlone ? micros * (1 + ALONE) : Math.max(...alike),
    },
  ];
}

function bendOf(run: LoadRun): LabAnswer['bendsFirst'] {
  const bends = seriesOf([run], ({ latency }) => latency?.p99 ?? null).flatMap(({ technique, knee }) =>
    knee?.rises && knee.faster ? [{ technique, clients: knee.x }] : [],
  );
  return bends.sort((a, b) => a.clients - b.clients)[0] ?? null;
}

/** "7.7 µs", or of several "7.7 to 7.9 µs". */
export function microsInWords(costs: readonly PriceCost[]): string {
  const all = costs.map(({ micros }) => micros);
  const [low, high] = [formatNumber(Math.min(...all)), formatNumber(Math.max(...all))];
  return low === high ? `${low} µs` : `${low} to ${high} µs`;
}

/** "beyond 250 clients" */
export const beyondInWords = (clients: number) => `beyond ${formatCountOf(clients, 'client')}`;
