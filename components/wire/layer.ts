import type { WireMessage } from '@/lib/capture/message';
import { arrowsOf, messagesIn, PATIENCE_MS, type Scene, yOf } from './scene';
import { drawArrows, drawWaits } from './strokes';

/** How far an arrow may reach beyond its own ends, CSS pixels. */
const REACH = 10;

/**
 * What changes no more, drawn once: as time goes on the picture only moves up, by whole rows of pixels. The rows are a
 * ring, so that moving up is to clear those at the top, which are then those at the bottom.
 */
export class Layer {
  private readonly canvas = new OffscreenCanvas(1, 1);
  private readonly context = this.canvas.getContext('2d');
  /** What the picture was drawn for; for anything else it is drawn anew. */
  private key = '';
  /** The row at the upper edge, counted from the start of the run. */
  private top = 0;
  /** How many messages the store had seen. */
  private seen = 0;
  /** Messages that may still change. */
  private unsettled: readonly WireMessage[] = [];

  /** @returns the messages that are in sight but not in this picture */
  update(scene: Scene): readonly WireMessage[] {
    const { store, from, to, width, height, ratio } = scene;
    const rows = Math.round(height * ratio);
    const top = Math.round(((from - store.startedAt) / (to - from)) * rows);
    const key = JSON.stringify([
      store.market,
      scene.view,
      width,
      height,
      ratio,
      scene.techniques,
      scene.look,
    ]);
    if (key !== this.key || top < this.top || top >= this.top + rows) {
      this.key = key;
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = rows;
      this.unsettled = messagesIn(scene);
    } else {
      this.clear(this.top + rows, top + rows);
      const since = Math.max(0, store.messages.length - (store.seen - this.seen));
      this.unsettled = [...this.unsettled, ...store.messages.slice(since)];
    }
    this.top = top;
    this.seen = store.seen;
    this.settle(scene);
    return this.unsettled;
  }

  /** Copies the picture, with what is at the upper edge uppermost. */
  copyTo(context: OffscreenCanvasRenderingContext2D): void {
    const { width, height } = this.canvas;
    const cut = modulo(this.top, height);
    context.drawImage(this.canvas, 0, cut, width, height - cut, 0, 0, width, height - cut);
    if (cut > 0) context.drawImage(this.canvas, 0, 0, width, cut, 0, height - cut, width, cut);
  }

  private clear(from: number, to: number): void {
    const { width, height } = this.canvas;
    const first = modulo(from, height);
    const count = to - from;
    this.context?.clearRect(0, first, width, count);
    this.context?.clearRect(0, 0, width, first + count - height);
  }

  /** Draws what will not change any more. */
  private settle(scene: Scene): void {
    const settled: WireMessage[] = [];
    const unsettled: WireMessage[] = [];
    for (const message of this.unsettled) {
      const { sentAt, arrivedAt } = message;
      if (scene.view.end !== null && sentAt > scene.to) continue;
      const isFinal = arrivedAt !== null || sentAt + PATIENCE_MS < scene.now;
      const lowest = yOf(scene, Math.max(sentAt, arrivedAt ?? sentAt + PATIENCE_MS));
      if (isFinal && lowest + REACH < scene.height) settled.push(message);
      else unsettled.push(message);
    }
    this.unsettled = unsettled;
    if (settled.length > 0) this.draw(scene, settled);
  }

  private draw(scene: Scene, messages: readonly WireMessage[]): void {
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
      context.setTransform(scene.ratio, 0, 0, scene.ratio, 0, offset);
      drawWaits(context, scene, messages);
      drawArrows(context, scene, arrowsOf(scene, messages));
      context.restore();
    }
  }
}

/** The remainder that is not negative. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
