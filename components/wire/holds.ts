import type { WireMessage } from '@/lib/capture/message';
import type { TechniqueId } from '@/lib/techniques';
import { type Scene, yOf } from './scene';
import type { Canvas } from './strokes';

/** From a request to its answer the server holds it: a bar on its lifeline. */
export function drawHolds(context: Canvas, scene: Scene, messages: readonly WireMessage[]): void {
  for (const { technique, askedAt, sentAt } of messages) {
    if (askedAt !== null) drawHold(context, scene, technique, askedAt, sentAt);
  }
}

/** The bars of requests that are held still. */
export function drawOpenHolds(context: Canvas, scene: Scene): void {
  for (const { technique, arrivedAt, sentAt } of scene.recording.asked.values()) {
    drawHold(context, scene, technique, arrivedAt ?? sentAt, scene.now);
  }
}

function drawHold(context: Canvas, scene: Scene, technique: TechniqueId, from: number, to: number): void {
  const place = scene.places.get(technique);
  const [top, bottom] = [Math.max(-3, yOf(scene, from)), Math.min(scene.height + 3, yOf(scene, to))];
  if (!place || bottom - top < 1) return;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.38;
  context.fillStyle = scene.sight.colors.muted ?? '';
  context.beginPath();
  context.roundRect(place.server - 3, top, 6, bottom - top, Math.min(3, (bottom - top) / 2));
  context.fill();
  context.globalAlpha = alpha;
}
