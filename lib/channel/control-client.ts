import type { ClockOffset } from '@/lib/measure/clock-offset';
import type { NoiseFloor } from '@/lib/measure/noise-floor';
import { Channel, type ChannelState } from './channel';
import { ClockComparison } from './clock-comparison';
import { CONTROL_PATH, type Command, controlMessages, type Report } from './control-messages';
import { withFallback } from './fallback-transport';
import { httpTransport } from './http-transport';
import { webSocketTransport } from './websocket-transport';

export interface ControlHandlers {
  /** Connected; the clock is being measured. What the server says from here on is told at once. */
  opened(): void;
  /** Connected, and the clock has been measured. */
  online(): void;
  offline(): void;
  /** The server does not let this page in, for good. */
  refused(reason: string): void;
  /** Whether no WebSocket comes through to the server, each time that it is found out; control goes over HTTP then. */
  blocked(isBlocked: boolean): void;
  /** The server's clock has jumped ahead of the own one, by so many ms: one of the two has slept. */
  jumped(by: number): void;
  report(report: Exclude<Report, { type: 'clock' }>): void;
}

/**
 * The page's end of the control channel, on which the clocks are compared. It reconnects by itself, and goes over HTTP
 * where no WebSocket comes through.
 */
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
    const address = `${origin}${CONTROL_PATH}`;
    const transport = withFallback(webSocketTransport(address), httpTransport(address), (isBlocked) =>
      handlers.blocked(isBlocked),
    );
    this.channel = new Channel(controlMessages, transport, {
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

  private change(state: ChannelState): void {
    if (state.kind === 'open') {
      this.comparison.start();
      this.handlers.opened();
      return;
    }
    this.comparison.stop();
    if (state.kind === 'refused') this.handlers.refused(state.reason);
    else this.handlers.offline();
  }
}
