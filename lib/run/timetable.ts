import type { MarketState } from '@/lib/channel/control-messages';
import { dueAt, lastDue, type Schedule } from '@/lib/market/schedule';

/** A slider that is dragged makes some dozens a second; what is older is no longer asked for. */
const MOST = 1000;

interface Stretch {
  schedule: Schedule;
  /** Its last tick; null while it is in force. */
  end: number | null;
}

/**
 * When the ticks of a market are due, by the schedules that were in force one after the other. So it is known for how
 * long a tick is missing that nobody has brought, and may never bring. All times are ms on one clock.
 */
export class Timetable {
  private readonly stretches: Stretch[] = [];

  /** Takes where the market stands by now. */
  follow({ seq, schedule }: MarketState): void {
    const last = this.stretches.at(-1);
    if (last && last.schedule.seq === schedule?.seq) {
      last.schedule = schedule;
      last.end = null;
      return;
    }
    if (last) last.end ??= schedule?.seq ?? seq;
    if (schedule) this.stretches.push({ schedule, end: null });
    if (this.stretches.length > MOST) this.stretches.shift();
  }

  /** When a tick is due; null where the market does not come to it, or it is too long ago. */
  due(seq: number): number | null {
    for (let index = this.stretches.length - 1; index >= 0; index--) {
      const stretch = this.stretches[index];
      if (!stretch || seq <= stretch.schedule.seq) continue;
      return stretch.end === null || seq <= stretch.end ? dueAt(stretch.schedule, seq) : null;
    }
    return null;
  }

  /** The last tick that is due by then, or 0. */
  lastDue(time: number): number {
    const last = this.stretches.at(-1);
    if (!last) return 0;
    return last.end ?? lastDue(last.schedule, time);
  }
}
