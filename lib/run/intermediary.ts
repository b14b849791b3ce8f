import { SILENCE_MS } from '@/lib/connection/heartbeat';
import { isEven } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { Receipts } from '@/lib/measure/receipts';
import { linkSettings, type Scenario } from '@/lib/scenario/scenario';
import { type TechniqueId, techniqueOf } from '@/lib/techniques';
import { holdOf } from '@/lib/techniques/settings';
import { cutWhenIdle, type Finding, heldBack, inClumps, type Loss } from './findings';
import type { Lane } from './lane';

/** What a fault has hit is well again so long after it at the latest: a dead connection has been noticed, ms. */
const RECOVERED_MS = SILENCE_MS + 5000;

/** On a way whose own unevenness is larger, nobody in between has to hold anything back, ms. */
const MOST_UNEVEN_MS = 250;

/** Ticks that were due longer ago say nothing of how they come now, ms. */
const WINDOW_MS = 30_000;

/** Losses that are kept of a lane. */
const KEPT = 10;

/** What is kept of a lane. */
interface Watched {
  /** Up to here ticks had come when the server told of its figures last; and how many it had sent by then. */
  cursor: number;
  sent: number;
  losses: Loss[];
}

/**
 * Finds out what something between browser and server does to a run's lanes. What the run does itself, by faults and by
 * an uneven simulated network, is left out. A finding stands until the run is over.
 */
export class Intermediary {
  private readonly lanes = new Map<TechniqueId, Watched>();
  private readonly found = new Map<string, Finding>();
  /** What was before may have been the run's own doing. On the page's own clock, ms. */
  private since = Number.NEGATIVE_INFINITY;

  get findings(): Finding[] {
    return [...this.found.values()];
  }

  /** Something was done to the connections, or the server was away, until then; ms of the page's own clock. */
  disturbed(until: number): void {
    this.since = Math.max(this.since, until + RECOVERED_MS);
  }

  /** A lane has lost its connection. */
  lost({ technique }: Lane, loss: Loss): void {
    const { losses } = this.of(technique.id);
    losses.push(loss);
    if (losses.length > KEPT) losses.shift();
  }

  /** The server has told of its figures. */
  counted({ technique, measured }: Lane): void {
    const watched = this.of(technique.id);
    if (measured.cursor === watched.cursor) return;
    watched.cursor = measured.cursor;
    watched.sent = measured.total.messages;
  }

  /**
   * Looks for what is to be found by now; to be called again and again while the run is running and the server answers.
   *
   * @param lanes that are on
   * @param noiseFloor ms, null where it is not known
   */
  look(lanes: Iterable<Lane>, scenario: Scenario, noiseFloor: number | null): void {
    const now = epochNow();
    // What an uneven network does looks the same.
    if (!isEven(linkSettings(scenario))) this.disturbed(now);
    if (noiseFloor === null || noiseFloor > MOST_UNEVEN_MS || now < this.since) return;
    for (const lane of lanes) {
      const { id, traits } = techniqueOf(lane.technique.id);
      const losses = this.of(id).losses.filter(({ at, silence }) => at - silence >= this.since);
      const ms = cutWhenIdle(losses, holdOf(id, scenario));
      if (ms !== null) this.find({ kind: 'cut when idle', technique: id, ms });
      if (traits.asks === 'once') this.lookAtStream(lane, now);
    }
  }

  private lookAtStream({ technique: { id: technique }, measured }: Lane, now: number): void {
    const missing = measured.missingSince(now);
    const ticks = measured.total.messages - this.of(technique).sent;
    const { due, received } = Receipts.common([measured.receipts]);
    const from = Math.max(this.since, now - WINDOW_MS);
    const before = due.filter((at) => at < from).length;
    const stream = {
      due: due.subarray(before),
      received: received[0]?.subarray(before) ?? [],
      missingSince: missing === null ? null : Math.max(missing, this.since),
      sentSince: ticks,
    };
    const held = heldBack(stream, now);
    if (held !== null) this.find({ kind: 'held back', technique, ms: held, ticks });
    const clump = inClumps(stream);
    if (clump !== null) this.find({ kind: 'in clumps', technique, ms: clump });
  }

  private find(finding: Exclude<Finding, { kind: 'upgrade refused' }>): void {
    this.found.set(`${finding.kind} ${finding.technique}`, finding);
  }

  private of(id: TechniqueId): Watched {
    const known = this.lanes.get(id);
    if (known) return known;
    const watched = { cursor: -1, sent: 0, losses: [] };
    this.lanes.set(id, watched);
    return watched;
  }
}
