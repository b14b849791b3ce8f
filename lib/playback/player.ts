import '@/lib/wire/http2';
import { WireReader } from '@/lib/capture/message';
import { epochNow } from '@/lib/measure/clock';
import type { RunCommand, RunReport } from '@/lib/run/messages';
import type { Snapshot, Status, WireReport } from '@/lib/run/snapshot';
import type { Scenario } from '@/lib/scenario/scenario';
import { loadRecording } from './load';
import { type Made, madeInWords } from './made';
import type { RecordedEntry, RecordedRun, RecordedWire } from './recorded-run';

const NONE =
  'These settings were not recorded. To see them run, start a server of your own: npm start. Then every setting can be changed.';

/** Runs of one page are told apart by their numbers. */
let played = 0;

/**
 * Plays recordings back in the time that they took: to the page it is an engine. It can be stopped and go on, and begin
 * again; what needs a server, it does not do.
 */
export class Player {
  private readonly heard: (report: RunReport) => void;
  private readonly load: typeof loadRecording;
  private scenario: Scenario | null = null;
  private playing: Playing | null = null;
  private wirePort: MessagePort | null = null;

  /**
   * @param heard is called with each report
   * @param load gets the recording of a scenario; null where there is none
   */
  constructor(heard: (report: RunReport) => void, load = loadRecording) {
    this.heard = heard;
    this.load = load;
  }

  tell(command: RunCommand): void {
    const { type } = command;
    if (type === 'wire') this.wirePort = command.port;
    else if (type === 'start' || type === 'change') this.scenario = command.scenario;
    if (type === 'start' || type === 'change' || type === 'reset') void this.begin();
    else if (type === 'pause') this.playing?.pause();
    else if (type === 'resume') {
      if (this.playing?.isOver) void this.begin();
      else this.playing?.resume();
    }
  }

  end(): void {
    this.playing?.end();
    this.playing = null;
    this.scenario = null;
  }

  /** Plays the recording of the scenario, from its beginning. */
  private async begin(): Promise<void> {
    const { scenario } = this;
    this.playing?.end();
    this.playing = null;
    if (!scenario) return;
    this.heard(nothingYet({ kind: 'connecting' }));
    const loaded = await this.load(scenario).catch((error: Error) => error.message);
    // Another one may have been asked for meanwhile.
    if (this.scenario !== scenario || this.playing) return;
    if (loaded === null || typeof loaded === 'string') {
      const message = loaded === null ? NONE : `The recording cannot be played: ${loaded}.`;
      this.heard(nothingYet({ kind: 'refused', message }));
      return;
    }
    this.playing = new Playing(loaded, this.heard, (wire) => this.wirePort?.postMessage(wire));
  }
}

/** A recording that is being played. */
class Playing {
  private readonly run: RecordedRun;
  private readonly heard: (report: RunReport) => void;
  private readonly crossed: (wire: WireReport) => void;
  private readonly reader = new WireReader();
  /** Not that of the recording: whoever has seen it before is to begin anew. */
  private readonly market = `recorded-${++played}`;
  private next = 0;
  /** When it began, on the page's own clock, as if it had never stood still. */
  private beganAt = epochNow();
  private pausedAt: number | null = null;
  private last: Snapshot | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(run: RecordedRun, heard: (report: RunReport) => void, crossed: (wire: WireReport) => void) {
    this.run = run;
    this.heard = heard;
    this.crossed = crossed;
    this.goOn();
  }

  /** Whether the run has come to its end; what is reported of it after that goes on being played. */
  get isOver(): boolean {
    return this.last?.status.kind === 'finished' || this.next >= this.run.entries.length;
  }

  pause(): void {
    if (this.pausedAt !== null || this.isOver) return;
    clearTimeout(this.timer);
    this.pausedAt = epochNow();
    if (this.last) this.heard({ type: 'snapshot', snapshot: { ...this.last, status: { kind: 'paused' } } });
  }

  resume(): void {
    if (this.pausedAt === null) return;
    this.beganAt += epochNow() - this.pausedAt;
    this.pausedAt = null;
    if (this.last) this.heard({ type: 'snapshot', snapshot: this.last });
    this.goOn();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  /** Tells what is due by now, and waits for what comes next. */
  private goOn(): void {
    for (;;) {
      const entry = this.run.entries[this.next];
      if (!entry) return;
      const wait = this.beganAt + entry.at - epochNow();
      if (wait > 0) {
        this.timer = setTimeout(() => this.goOn(), wait);
        return;
      }
      this.next++;
      this.report(entry);
    }
  }

  private report(entry: RecordedEntry): void {
    const { market } = this;
    if ('wire' in entry) {
      this.crossed(this.wireOf(entry.wire));
      return;
    }
    const { report } = entry;
    if (report.type === 'prices') this.heard(report);
    else if (report.type === 'charts') this.heard({ type: 'charts', charts: { ...report.charts, market } });
    else {
      const { snapshot } = report;
      const notices = [...snapshot.notices, noticeOf(this.run.made)];
      this.last = { ...snapshot, status: this.statusOf(snapshot.status), market, notices };
      this.heard({ type: 'snapshot', snapshot: this.last });
    }
  }

  /** Since when a server does not answer is told by the clock of now. */
  private statusOf(status: Status): Status {
    if (status.kind !== 'offline') return status;
    return { ...status, since: status.since - this.run.startedAt + this.beganAt };
  }

  /** What crossed keeps its times; the clock that they are on goes as if it were then. */
  private wireOf({ events, ...rest }: RecordedWire): WireReport {
    const messages = events.map(({ event, receivedAt }) => {
      const message = this.reader.read(event);
      return receivedAt === null ? message : { ...message, arrivedAt: receivedAt, received: true };
    });
    const clockOffset = rest.clockOffset + this.run.startedAt - this.beganAt;
    return { ...rest, messages, market: this.market, clockOffset };
  }
}

function noticeOf(made: Made): string {
  return `What is seen here was ${madeInWords(made)}, and is played back. To change it, run it yourself: npm start.`;
}

/** Before there is anything to play. */
function nothingYet(status: Status): RunReport {
  const snapshot: Snapshot = {
    status,
    clock: null,
    noiseFloor: null,
    elapsed: 0,
    firstMoments: null,
    startedAt: null,
    market: null,
    seq: 0,
    lanes: [],
    segment: null,
    past: [],
    interruptions: [],
    faults: [],
    notices: [],
  };
  return { type: 'snapshot', snapshot };
}
