import { compare } from '@/lib/figures/compare';
import { formatBytes, formatTimes } from '@/lib/figures/format';
import type { TechniqueId } from '@/lib/techniques';
import { scoreboardFigures, scoredLanes } from './scoreboard';
import type { Snapshot } from './snapshot';

/** What one price of a technique takes on the wire. */
export interface PriceBytes {
  id: TechniqueId;
  /** In all; null before the first. */
  bytes: number | null;
  /** Bytes of the price itself, of what else comes down, and of what goes up, handshakes aside. Together they are all. */
  parts: readonly number[];
  label: string;
  /** How it compares with the best; empty where nothing can be said. */
  compared: string;
}

/** What one price takes in each lane of the present segment. */
export function priceBytesOf(snapshot: Pick<Snapshot, 'lanes'>): PriceBytes[] {
  const row = scoreboardFigures.find(({ key }) => key === 'bytes_per_tick');
  const lanes = scoredLanes(snapshot);
  const marks = row ? compare(row, lanes).marks : [];
  return lanes.map(({ id, figures }, i) => {
    const mark = marks[i];
    const { bytesPerTick, payload } = figures;
    const [up, down] = [figures.up - figures.handshakesUp, figures.down - figures.handshakesDown];
    const each = up + down > 0 ? (bytesPerTick ?? 0) / (up + down) : 0;
    const parts = [payload, Math.max(0, down - payload), up].map((part) => Math.round(part * each * 10) / 10);
    const compared =
      mark?.kind === 'best' ? 'best' : mark?.kind === 'behind' && mark.times ? formatTimes(mark.times) : '';
    return {
      id,
      bytes: bytesPerTick && Math.round(bytesPerTick * 10) / 10,
      parts,
      label: formatBytes(bytesPerTick),
      compared,
    };
  });
}
