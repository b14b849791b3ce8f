import { Store } from '@/components/ui/store';
import type { Sought } from '@/lib/capture/sought';
import type { TechniqueId } from '@/lib/techniques';
import type { Details, Followed, Opened, Sight, View, WireCommand, WireReply } from './protocol';

/**
 * The wire of a run as the page sees it. What crosses goes from the engine's worker straight to the one that keeps and
 * draws it; the page's own thread is told only what it asks for. Diagram, legend and details share it, wherever they stand.
 */
export class WireView {
  readonly view = new Store<View>({ end: null, back: 0, span: 2000 });
  /** What is read byte for byte. */
  readonly opened = new Store<Opened | null>(null);
  /** The price that the reader chose last. */
  readonly followed = new Store<Followed | null>(null);
  /** What is sought and has not crossed yet. */
  readonly awaited = new Store<Sought | null>(null);
  readonly details = new Store<Details | null>(null);
  private worker: Worker | null = null;
  private isClosing = false;
  /** Reports that nobody has taken yet. */
  private reports: MessagePort | null = null;
  private readonly connect: (port: MessagePort) => void;
  /** What was asked for before anybody was there to be asked. */
  private early: WireCommand[] = [];
  /** The sight that it was told. */
  private said = '';

  /** @param connect has the engine report to the other end of this port */
  constructor(connect: (port: MessagePort) => void) {
    this.connect = connect;
  }

  /** Somebody is to see it. @returns to be called when nobody does any more */
  open(canvas: OffscreenCanvas): () => void {
    const worker = new Worker(new URL('./wire-worker.ts', import.meta.url), { type: 'module' });
    this.worker = worker;
    this.said = '';
    worker.onmessage = ({ data }: MessageEvent<WireReply>) => this.take(data);
    worker.postMessage({ type: 'canvas', canvas } satisfies WireCommand, [canvas]);
    const early = this.early;
    this.early = [];
    for (const command of early) this.tell(command);
    if (!this.reports) this.reconnect();
    else this.deliver();
    return () => {
      this.isClosing = false;
      worker.terminate();
      if (this.worker === worker) this.worker = null;
    };
  }

  /** There is another engine to report. */
  reconnect(): void {
    const { port1, port2 } = new MessageChannel();
    this.reports?.close();
    this.reports = port1;
    this.connect(port2);
    this.deliver();
  }

  /** What has been reported comes to the worker, once there is one: a port keeps it until somebody listens. */
  private deliver(): void {
    const { worker, reports } = this;
    if (!worker || !reports) return;
    worker.postMessage({ type: 'port', port: reports } satisfies WireCommand, [reports]);
    this.reports = null;
  }

  see(sight: Sight): void {
    const said = JSON.stringify(sight);
    // To another sight the whole picture is drawn anew.
    if (!this.worker || said === this.said) return;
    this.said = said;
    this.tell({ type: 'sight', sight });
  }

  setVisible(visible: boolean): void {
    this.tell({ type: 'visible', visible });
  }

  /** Stops the picture where it was so long ago, ms. */
  readonly hold = (back = 0): void => this.tell({ type: 'hold', back });

  /** Stops the picture a little after the last price, or what else crossed last. */
  readonly holdLast = (): void => this.tell({ type: 'holdLast' });

  readonly goLive = (): void => this.tell({ type: 'live' });

  /** Shows so long a time, ms. */
  readonly setSpan = (span: number): void => this.tell({ type: 'span', span });

  /** The pointer is at this place of the picture, CSS pixels, or elsewhere. */
  point(at: { x: number; y: number } | null): void {
    this.tell({ type: 'point', at });
  }

  press(at: { x: number; y: number }): void {
    this.tell({ type: 'press', at });
  }

  /** Follows the price after the one that is followed, or before. */
  follow(by: 1 | -1): void {
    this.tell({ type: 'follow', by });
  }

  /** Opens what brought the followed price. */
  readonly read = (): void => this.tell({ type: 'openFollowed' });

  readonly readMessage = (id: number): void => this.tell({ type: 'open', id });

  /** Opens the exchange after the one that is open, or before. */
  readonly step = (by: 1 | -1): void => this.tell({ type: 'step', by });

  /** Opens the answer to a lane's first request: where there is a handshake, that is it. */
  readonly readFirst = (technique: TechniqueId): void => this.tell({ type: 'openFirst', technique });

  /** Opens what a line of code causes, now or when it crosses next. */
  seek(sought: Sought): void {
    const command: WireCommand = { type: 'seek', sought };
    if (this.worker) this.tell(command);
    else this.early = [command];
  }

  readonly close = (): void => {
    this.opened.set(null);
    this.isClosing = this.worker !== null;
    this.tell({ type: 'close' });
  };

  /** Whether it is wanted in words, once a second. */
  readonly wantDetails = (wanted: boolean): void => this.tell({ type: 'details', wanted });

  private tell(command: WireCommand): void {
    this.worker?.postMessage(command);
  }

  private take(reply: WireReply): void {
    if (reply.type === 'view') this.view.set(reply.view);
    else if (reply.type === 'closed') this.isClosing = false;
    // What was asked for before it was closed is not opened after.
    else if (reply.type === 'opened') {
      if (!this.isClosing) this.opened.set(reply.opened);
    } else if (reply.type === 'followed') this.followed.set(reply.followed);
    else if (reply.type === 'awaited') this.awaited.set(reply.sought);
    else this.details.set(reply.details);
  }
}
