import type { TechniqueId } from '@/lib/techniques';
import type { RecordedTick } from './recording';
import type { Scene } from './scene';

/** The price that is followed of itself is another one after so long, ms. */
const RENEW_MS = 2000;

/** Which price is followed through all lanes: the one that is pointed at, or was chosen, or else the newest. */
export class Following {
  /** By the reader, until it is out of sight. */
  chosen: number | null = null;
  /** As long as the pointer is there. */
  pointed: number | null = null;
  private current: number | null = null;
  private since = 0;

  /** Whether the reader wants this very price to stand out. */
  get isWanted(): boolean {
    return (this.pointed ?? this.chosen) !== null;
  }

  at(scene: Scene): RecordedTick | null {
    const { recording, now } = scene;
    const isInSight = (seq: number | null) => {
      const tick = seq === null ? undefined : recording.tick(seq);
      return tick && tick.due >= scene.from && tick.due <= scene.to ? tick : null;
    };
    const chosen = isInSight(this.chosen);
    if (!chosen) this.chosen = null;
    const wanted = isInSight(this.pointed) ?? chosen;
    if (wanted) return wanted;
    const current = isInSight(this.current);
    if (current && now - this.since < RENEW_MS) return current;
    const next = newestInEvery(ticksIn(scene), scene.sight.techniques, scene.sight.symbol) ?? current;
    if (next?.seq !== this.current) this.since = now;
    this.current = next?.seq ?? null;
    return next;
  }

  /** Another price, from the one that is followed; it may be out of sight. */
  step(scene: Scene, by: 1 | -1): RecordedTick | null {
    const from = this.at(scene);
    const { entries } = scene.recording.ticks;
    const next = entries[from ? entries.indexOf(from) + by : entries.length - 1] ?? from;
    this.chosen = next?.seq ?? null;
    return next;
  }
}

/** The prices in sight, the earliest first. */
function ticksIn({ recording, from, to }: Scene): RecordedTick[] {
  return recording.ticks
    .from(from)
    .filter(({ due }) => due <= to)
    .sort((one, other) => one.due - other.due);
}

/**
 * The newest price that has arrived in every lane, or else in the most lanes.
 *
 * @param ticks the earliest first
 * @param symbol the stock whose prices come first
 */
export function newestInEvery(
  ticks: readonly RecordedTick[],
  techniques: readonly TechniqueId[],
  symbol: string,
): RecordedTick | null {
  let best: RecordedTick | null = null;
  let most = 0;
  const own = ticks.filter((tick) => tick.symbol === symbol);
  for (const tick of (own.length > 0 ? own : ticks).toReversed()) {
    const count = techniques.filter((id) => tick.lanes.has(id)).length;
    if (count <= most) continue;
    best = tick;
    most = count;
    if (count === techniques.length) break;
  }
  return best;
}
