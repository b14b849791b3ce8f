import type { WireMessage } from '@/lib/capture/message';
import { drawHolds } from './holds';
import { drawLateness, drawTicks, drawWaits } from './lateness';
import type { Log } from './log';
import { MARGIN_MS, type RecordedDelivery, type RecordedTick } from './recording';
import { PATIENCE_MS, type Scene, yOf } from './scene';
import { type Canvas, drawArrows, drawCounts } from './strokes';

/** How far something may reach beyond its own ends, CSS pixels. */
const REACH = 20;

/** What happened, as far as it is in one of two pictures. */
export interface Happened {
  messages: WireMessage[];
  deliveries: RecordedDelivery[];
  ticks: RecordedTick[];
}

/** Draws what happened. */
export function drawHappened(context: Canvas, scene: Scene, { messages, deliveries, ticks }: Happened): void {
  drawHolds(context, scene, messages);
  drawLateness(context, scene, deliveries);
  drawWaits(context, scene, deliveries);
  drawTicks(context, scene, ticks);
  drawArrows(context, scene, messages);
  drawCounts(context, scene, messages);
}

/**
 * What changes no more, drawn once: as time goes on the picture only moves up, by whole rows of pixels. The rows are a
 * ring, so that moving up is to clear those at the top, which are then those at the bottom.
 */
export class Layer {
  private readonly canvas = new OffscreenCanvas(1, 1);
  private readonly context = this.canvas.getContext('2d');
  /** What the picture was drawn for; for anything else it is drawn anew. */
  private drawnFor: readonly unknown[] = [];
  /** The row at the upper edge, counted from the start of the run. */
  private top = 0;
  private readonly messages = new Unsettled<WireMessage>();
  private readonly deliveries = new Unsettled<RecordedDelivery>();
  private readonly ticks = new Unsettled<RecordedTick>();

  /** @returns what is in sight but not in this picture */
  update(scene: Scene): Happened {
    const { recording, sight, view, from, height, perMs, isDense, fonts } = scene;
    const rows = Math.round(height * sight.ratio);
    const top = Math.round(((from - recording.startedAt) * perMs * rows) / height);
    const drawnFor = [recording.market, recording.startedAt, view, sight, isDense, fonts];
    const isSame = drawnFor.every((value, index) => value === this.drawnFor[index]);
    const isNew = !isSame || top < this.top || top >= this.top + rows;
    if (isNew) {
      this.drawnFor = drawnFor;
      this.canvas.width = Math.round(sight.width * sight.ratio);
      this.canvas.height = rows;
    } else this.clear(this.top + rows, top + rows);
    this.top = top;
    const since = isNew ? from - MARGIN_MS : null;
    const settled = {
      messages: this.messages.settle(recording.messages, since, (one) => isSettled(scene, one)),
      deliveries: this.deliveries.settle(recording.deliveries, since, (one) => isDeliverySettled(scene, one)),
      ticks: this.ticks.settle(recording.ticks, since, ({ due }) => isAbove(scene, due)),
    };
    if (settled.messages.length + settled.deliveries.length + settled.ticks.length > 0)
      this.draw(scene, settled);
    return {
      messages: this.messages.list,
      deliveries: this.deliveries.list,
      ticks: this.ticks.list,
    };
  }

  /** Copies the picture, with what is at the upper edge uppermost. @param y where that is to be, pixels */
  copyTo(context: Canvas, y: number): void {
    const { width, height } = this.canvas;
    const cut = modulo(this.top, height);
    context.drawImage(this.canvas, 0, cut, width, height - cut, 0, y, width, height - cut);
    if (cut > 0) context.drawImage(this.canvas, 0, 0, width, cut, 0, y + height - cut, width, cut);
  }

  private clear(from: number, to: number): void {
    const { width, height } = this.canvas;
    const first = modulo(from, height);
    const count = to - from;
    this.context?.clearRect(0, first, width, count);
    this.context?.clearRect(0, 0, width, first + count - height);
  }

  private draw(scene: Scene, happened: Happened): void {
    const { context, top } = this;
    if (!context) return;
    const { width, height } = this.canvas;
    const cut = modulo(top, height);
    // The part above the seam of the ring, then that below it.
    for (const offset of [cut, cut - height]) {
      context.save();
      context.beginPath();
      context.rect(0, offset, width, height);
      context.clip();
      context.setTransform(scene.sight.ratio, 0, 0, scene.sight.ratio, 0, offset);
      drawHappened(context, scene, happened);
      context.restore();
    }
  }
}

/** What may still change, of a log. */
class Unsettled<T> {
  list: T[] = [];
  private seen = 0;

  /**
   * @param since to begin anew with what happened from then on; null to go on
   * @returns what has settled
   */
  settle(log: Log<T>, since: number | null, isSettled: (entry: T) => boolean): T[] {
    const open = since === null ? [...this.list, ...log.since(this.seen)] : log.from(since);
    this.seen = log.seen;
    this.list = [];
    const settled: T[] = [];
    for (const entry of open) (isSettled(entry) ? settled : this.list).push(entry);
    return settled;
  }
}

function isSettled(scene: Scene, { sentAt, arrivedAt, received, seqs, way }: WireMessage): boolean {
  if (scene.view.end !== null && sentAt > scene.to) return false;
  const isFinal = arrivedAt !== null && (received || seqs.length === 0 || way === 'up');
  const isOld = sentAt + PATIENCE_MS < scene.now;
  return (isFinal || isOld) && isAbove(scene, Math.max(sentAt, arrivedAt ?? sentAt + PATIENCE_MS));
}

/** What brought it is told within a second, if it was captured. */
function isDeliverySettled(scene: Scene, { message, receivedAt }: RecordedDelivery): boolean {
  return (message !== null || receivedAt + 1000 < scene.now) && isAbove(scene, receivedAt);
}

function isAbove(scene: Scene, at: number): boolean {
  return yOf(scene, at) + REACH < scene.height;
}

/** The remainder that is not negative. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
