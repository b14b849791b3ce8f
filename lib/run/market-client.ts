import { ControlClient } from '@/lib/channel/control-client';
import { type Report, shifted } from '@/lib/channel/control-messages';
import type { Fault } from '@/lib/faults/faults';
import { epochNow } from '@/lib/measure/clock';
import type { ClockEstimate } from '@/lib/measure/clock-offset';
import {
  type ConnectionAction,
  type ConnectionEvent,
  initialConnection,
  type MarketConnection,
  step,
} from './market-connection';
import { onPagesClock } from './pages-clock';
import type { ServerSettings } from './server-settings';

type MarketReport = Extract<Report, { type: 'market' }>;

/** What a market's page is told. Times of market and faults are on the page's own clock, ms; those of the wire are not. */
export interface MarketHandlers {
  /** The server has opened another market. */
  begun(report: MarketReport): void;
  /** The market has changed, or is there again. */
  wentOn(report: MarketReport): void;
  told(report: Extract<Report, { type: 'figures' | 'wire' | 'fault' }>): void;
  /** The server has dropped the market. */
  gone(): void;
  /** Something was not done, and all else goes on. */
  complained(message: string): void;
  /** The server is not to be reached. */
  away(): void;
  /** This computer's clock has stood still for so long, ms. */
  slept(ms: number): void;
}

/** Has the server open a market, and keeps it as it is wanted, however often the server is lost. */
export class MarketClient {
  private readonly handlers: MarketHandlers;
  private readonly control: ControlClient;
  private connection: MarketConnection;
  private retry: ReturnType<typeof setTimeout> | undefined;
  /** Why the server does not let this page in, for good; null where it does. */
  private refusal: string | null = null;
  private blocked = false;
  /** What the server has said before the clocks were compared, in its order; null once they are. */
  private early: Exclude<Report, { type: 'clock' }>[] | null = [];

  constructor(origin: string, wanted: ServerSettings, handlers: MarketHandlers) {
    this.handlers = handlers;
    this.connection = initialConnection(wanted);
    this.control = new ControlClient(origin, {
      opened: () => {
        this.early = [];
        this.take({ type: 'opened' });
      },
      online: () => this.compared(),
      offline: () => {
        this.take({ type: 'offline', at: epochNow() });
        handlers.away();
      },
      refused: (reason) => {
        this.refusal = reason;
        handlers.away();
      },
      blocked: (isBlocked) => {
        this.blocked = isBlocked;
      },
      jumped: (by) => {
        if (by > 0) handlers.slept(by);
      },
      report: (report) => this.receive(report),
    });
  }

  /** How the page stands with its market. */
  get phase(): MarketConnection['phase'] {
    return this.refusal === null ? this.connection.phase : { kind: 'refused', message: this.refusal };
  }

  /** Whether no WebSocket comes through to the server: control goes over HTTP then. */
  get isBlocked(): boolean {
    return this.blocked;
  }

  /** Whether the server does what is wanted of it, or has said that it does not. */
  get isSettled(): boolean {
    const { phase } = this.connection;
    return phase.kind === 'standing' && phase.pending.length === 0;
  }

  get clock(): ClockEstimate | null {
    return this.control.clock.estimate;
  }

  /** What this browser, server and network add to the same message at one time and not at another, ms. */
  get noiseFloor(): number | null {
    return this.control.noiseFloor.estimate;
  }

  /** Server clock minus own clock, ms. */
  get offset(): number {
    return this.clock?.offset ?? 0;
  }

  want(wanted: ServerSettings): void {
    this.take({ type: 'want', wanted });
  }

  /** Another market is wanted. */
  reset(wanted: ServerSettings): void {
    this.take({ type: 'reset', wanted });
  }

  /** Makes something go wrong, now. */
  strike(fault: Fault): void {
    this.take({ type: 'strike', fault });
  }

  /** Ends it for good; its handlers are called no more. */
  close(): void {
    clearTimeout(this.retry);
    this.control.close();
  }

  /** Times that the server has told can be told on the page's own clock. */
  private compared(): void {
    const early = this.early ?? [];
    this.early = null;
    this.take({ type: 'online' });
    for (const report of early) this.receive(report);
  }

  private receive(told: Exclude<Report, { type: 'clock' }>): void {
    if (this.early) {
      this.early.push(told);
      return;
    }
    const report = onPagesClock(told, this.offset);
    if (report.type !== 'wire') this.take({ type: 'report', report });
    if (report.type === 'figures' || report.type === 'wire' || report.type === 'fault')
      this.handlers.told(report);
  }

  private take(event: ConnectionEvent): void {
    const [connection, actions] = step(this.connection, event);
    this.connection = connection;
    for (const action of actions) this.act(action);
  }

  private act(action: ConnectionAction): void {
    switch (action.type) {
      case 'send': {
        const { command } = action;
        // What the page knows is on its own clock, for the server's may be another one since.
        const isPast = command.type === 'reopen';
        this.control.send(isPast ? { ...command, state: shifted(command.state, this.offset) } : command);
        return;
      }
      case 'begin':
        this.handlers.begun(action.report);
        return;
      case 'go on':
        this.handlers.wentOn(action.report);
        return;
      case 'gone':
        this.handlers.gone();
        return;
      case 'wait':
        clearTimeout(this.retry);
        this.retry = setTimeout(() => this.take({ type: 'retry' }), action.ms);
        return;
      case 'complain':
        this.handlers.complained(action.message);
    }
  }
}
