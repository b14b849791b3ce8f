import { backoff } from '@/lib/connection/backoff';
import { heartbeat } from '@/lib/connection/heartbeat';
import { epochNow } from '@/lib/measure/clock';
import { ClockOffset } from '@/lib/measure/clock-offset';
import { type Command, type Report, reportSchema } from './control-messages';

/** The clock is measured in quick succession at first, then once a second. */
const FIRST_MEASUREMENTS = 10;
const QUICK_MS = 40;
const STEADY_MS = 1000;

export interface ControlHandlers {
  /** Connected, and the clock has been measured. */
  online(): void;
  offline(): void;
  report(report: Exclude<Report, { type: 'clock' }>): void;
}

/** The page's end of the control channel. It reconnects by itself. */
export class ControlClient {
  private readonly address: string;
  private readonly handlers: ControlHandlers;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private measured = 0;
  readonly clock = new ClockOffset();

  constructor(origin: string, handlers: ControlHandlers) {
    this.address = `${origin.replace(/^http/, 'ws')}/api/control`;
    this.handlers = handlers;
    this.connect();
  }

  /** @returns whether the command went out; it does not while the server is away */
  send(command: Command): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(command));
    return true;
  }

  private connect(): void {
    const socket = new WebSocket(this.address);
    this.socket = socket;
    this.measured = 0;
    let timer: ReturnType<typeof setTimeout>;
    const measure = () => {
      this.send({ type: 'clock', sent: epochNow() });
      timer = setTimeout(measure, this.measured < FIRST_MEASUREMENTS ? QUICK_MS : STEADY_MS);
    };
    const lost = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      clearTimeout(timer);
      heart.stop();
      socket.close();
      this.handlers.offline();
      setTimeout(() => this.connect(), backoff(this.attempt++));
    };
    // The clock is asked once a second, so silence means the connection is dead.
    const heart = heartbeat(lost);
    socket.onopen = measure;
    socket.onclose = lost;
    socket.onmessage = ({ data }) => {
      const received = epochNow();
      heart.heard();
      this.receive(reportSchema.parse(JSON.parse(data)), received);
    };
  }

  private receive(report: Report, received: number): void {
    if (report.type !== 'clock') {
      this.handlers.report(report);
      return;
    }
    this.clock.add(report.sent, report.at, received);
    this.measured++;
    if (this.measured !== FIRST_MEASUREMENTS) return;
    this.attempt = 0;
    this.handlers.online();
  }
}
