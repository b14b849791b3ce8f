import type { WireMessage } from '@/lib/capture/message';
import { barOf } from './lateness';
import { arrowsOf, messagesIn, type Scene, TOP, yOf } from './scene';

/** What is so near is meant, CSS pixels. */
const NEAR = 9;

/** What stands at a place of the picture. */
export interface Pointed {
  message: WireMessage | null;
  /** The price: that of the message, or the one whose mark or bar it is. */
  seq: number | null;
}

/** @param at CSS pixels from the canvas's upper left corner */
export function pointedAt(scene: Scene, at: { x: number; y: number }): Pointed {
  const [x, y] = [at.x, at.y - TOP];
  const message = messageAt(scene, x, y);
  return { message, seq: message?.seqs[0] ?? tickAt(scene, x, y) };
}

/** The message whose arrow is nearest, if one is near. */
function messageAt(scene: Scene, x: number, y: number): WireMessage | null {
  let best: WireMessage | null = null;
  let nearest = NEAR;
  for (const { message, x1, y1, x2, y2 } of arrowsOf(scene, messagesIn(scene))) {
    const along = Math.max(
      0,
      Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1)),
    );
    const distance = Math.hypot(x - (x1 + along * (x2 - x1)), y - (y1 + along * (y2 - y1)));
    if (distance < nearest) {
      nearest = distance;
      best = message;
    }
  }
  return best;
}

/** The price whose bar, or whose mark on a server's line, is there. */
function tickAt(scene: Scene, x: number, y: number): number | null {
  const lane = [...scene.places].find(([, { left, width }]) => x >= left && x < left + width);
  if (!lane) return null;
  const [technique, place] = lane;
  let best: number | null = null;
  let nearest = NEAR;
  for (const { seq, due, lanes } of scene.recording.ticks.entries) {
    const delivery = lanes.get(technique);
    if (delivery && x < place.client) {
      const bar = barOf(scene, place, due, delivery.receivedAt, delivery.column);
      if (x >= bar.x - 3 && x <= bar.x + bar.width + 3 && y >= bar.y - 3 && y <= bar.y + bar.height + 3)
        return seq;
    }
    const distance = Math.hypot(x - place.server, y - yOf(scene, due));
    if (distance >= nearest) continue;
    nearest = distance;
    best = seq;
  }
  return best;
}
