import type { ClockOffset } from '@/lib/measure/clock-offset';
import type { NoiseFloor } from '@/lib/measure/noise-floor';
import { Channel, type ChannelState } from './channel';
import { ClockComparison } from './clock-comparison';
import { type Command, controlMessages, type Report } from './control-messages';
import { webSocketTransport } from './websocket-transport';

export interface ControlHandlers {
  /** Connected, and the clock has been measured. */
  online(): void;
  offline(): void;
  /** The server's clock has jumped ahead of the own one, by so many ms: one of the two has slept. */
  jumped(by: number): void;
  report(report: Exclude<Report, { type: 'clock' }>): void;
}

/** The page's end of the control channel, on which the clocks are compared. It reconnects by itself. */
export class ControlClient {
  private readonly handlers: ControlHandlers;
  private readonly comparison: ClockComparison;
  private readonly channel: Channel<Command, Report>;

  constructor(origin: string, handlers: ControlHandlers) {
    this.handlers = handlers;
    this.comparison = new ClockComparison({
      ask: (sent) => this.channel.isFree && this.send({ type: 'clock', sent }),
      ready: () => handlers.online(),
      jumped: (by) => handlers.jumped(by),
    });
    this.channel = new Channel(controlMessages, webSocketTransport(`${origin}/api/control`), {
      changed: (state) => this.change(state),
      heard: (report, at) => {
        if (report.type === 'clock') this.comparison.answered(report.sent, report.at, at);
        else handlers.report(report);
      },
      unfit: (why) => console.error(`The control channel brought what this page does not know: ${why}`),
    });
  }

  /** How the server's clock differs from this one. */
  get clock(): ClockOffset {
    return this.comparison.offset;
  }

  /** How much longer the same message takes at one time than at another. */
  get noiseFloor(): NoiseFloor {
    return this.comparison.noiseFloor;
  }

  /** @returns whether the command went out; it does not while the server is not there */
  send(command: Command): boolean {
    return this.channel.send(command);
  }

  close(): void {
    this.comparison.stop();
    this.channel.close();
  }

  private change({ kind }: ChannelState): void {
    if (kind === 'open') {
      this.comparison.start();
      return;
    }
    this.comparison.stop();
    this.handlers.offline();
  }
}
