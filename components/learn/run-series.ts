import type { PageRun } from '@/components/run/page-run';
import { isOver } from '@/components/run/run-state';
import { Store } from '@/components/ui/store';
import type { Snapshot } from '@/lib/run/snapshot';
import { fromQuery, type Setup } from '@/lib/scenario/url';
import { presentSegment, type SegmentSeen } from '@/lib/verdict/seen';

/** How far a series of runs has come. */
export interface Progress {
  kind: 'ready' | 'running' | 'over' | 'stopped';
  /** Which run, from 0. */
  at: number;
  /** Those that have ended, in their order; complete when it is over. */
  results: readonly SegmentSeen[];
}

/** A run whose scenario has no end is this long, s. */
const LENGTH = 30;

/** What the server has counted, and how lanes compare, comes within so many reports after the end of a run. */
const REPORTS_AFTER = 6;

/** The setup of a run that is named by its address, and ends. */
export function setupOf(query: string): Setup {
  const { scenario, view } = fromQuery(query).settings;
  return {
    scenario: { ...scenario, length: scenario.length || LENGTH },
    view: { ...view, wire: true, present: false },
  };
}

/** Makes runs one after another, on one page run: all with one clock and one connection to the server's figures. */
export class RunSeries {
  readonly progress = new Store<Progress>({ kind: 'ready', at: 0, results: [] });
  private readonly run: PageRun;
  private readonly setups: readonly Setup[];
  /** The market of the run that has ended last: its reports are not those of the next. */
  private ended: string | null = null;
  private reportsAfter = 0;

  constructor(run: PageRun, setups: readonly Setup[]) {
    this.run = run;
    this.setups = setups;
  }

  /** Follows the run. @returns to be called when nobody looks any more: it stops then */
  attach(): () => void {
    const leave = this.run.snapshot.subscribe(() => this.look(this.run.snapshot.get()));
    return () => {
      leave();
      this.run.stop();
    };
  }

  /** From the first run on. */
  begin(): void {
    this.progress.set({ kind: 'running', at: 0, results: [] });
    this.open(0);
  }

  /** Ends it before its time; what was measured is shown, and judged by nobody. */
  stop(): void {
    this.progress.set({ ...this.progress.get(), kind: 'stopped' });
    this.run.stop();
  }

  private open(at: number): void {
    const { run } = this;
    this.ended = run.snapshot.get()?.market ?? null;
    this.reportsAfter = 0;
    const setup = this.setups[at];
    if (setup) run.setUp(setup);
    // A run that is live begins anew; one that is not yet starts.
    run.reset();
  }

  private look(snapshot: Snapshot | null): void {
    const { kind, at, results } = this.progress.get();
    if (kind !== 'running' || !snapshot || snapshot.market === this.ended) return;
    const { status } = snapshot;
    if (!isOver(status.kind)) return;
    if (status.kind === 'replaced') {
      this.progress.set({ kind: 'stopped', at, results });
      return;
    }
    this.reportsAfter++;
    const seen = this.reportsAfter < REPORTS_AFTER ? null : presentSegment(snapshot);
    if (!seen) return;
    const all = [...results, seen];
    if (all.length >= this.setups.length) this.progress.set({ kind: 'over', at, results: all });
    else {
      this.progress.set({ kind: 'running', at: all.length, results: all });
      this.open(all.length);
    }
  }
}
