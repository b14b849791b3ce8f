import type { TechniqueId } from '@/lib/techniques';
import type { RecordedDelivery, RecordedTick } from './recording';
import { type Place, type Scene, yOf } from './scene';
import type { Canvas } from './strokes';

/** How strong lateness is drawn. */
const PALE = 0.28;

/** An area is so much as wide as a bar would be long. */
const WIDTH = 0.5;

/** A price that is sent so soon has not waited, ms. */
const WAIT_MS = 10;

/** Length of a dot and the space after it, CSS pixels. */
const DOTS = [1.5, 3];
const PERIOD = 4.5;

/** The bar of a price that was late in a lane, CSS pixels. */
interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** @param receivedAt when the lane had it, or now */
export function barOf(scene: Scene, place: Place, due: number, receivedAt: number, column: number): Bar {
  const { isNarrow, client } = place;
  const shift = Math.min(column, isNarrow ? 1 : 2) * (isNarrow ? 6 : 8);
  return {
    x: client - (isNarrow ? 10 : 13) - shift,
    y: yOf(scene, due),
    width: isNarrow ? 4 : 5,
    height: Math.max(2, (receivedAt - due) * scene.perMs),
  };
}

/** From when each price was made until the lane had it: a bar, or an area where they stand too close for that. */
export function drawLateness(context: Canvas, scene: Scene, deliveries: readonly RecordedDelivery[]): void {
  if (scene.isDense) {
    drawAreas(context, scene, deliveries);
    return;
  }
  for (const [technique, place] of scene.places) {
    context.beginPath();
    for (const { technique: id, tick, receivedAt, column } of deliveries) {
      if (id !== technique) continue;
      const { x, y, width, height } = barOf(scene, place, tick.due, receivedAt, column);
      context.roundRect(x, y, width, height, 2);
    }
    fillPale(context, scene, technique);
  }
}

/** At the time of each price, as far to the left as it is late, in one measure for all lanes. */
function drawAreas(context: Canvas, scene: Scene, deliveries: readonly RecordedDelivery[]): void {
  const { ratio } = scene.sight;
  const snap = (y: number) => Math.round(y * ratio) / ratio;
  for (const [technique, { client, left }] of scene.places) {
    context.beginPath();
    for (const { technique: id, tick, receivedAt } of deliveries) {
      if (id !== technique) continue;
      const before = scene.recording.tick(tick.seq - 1)?.due ?? tick.due;
      const top = snap(yOf(scene, before));
      const width = Math.min((receivedAt - tick.due) * scene.perMs * WIDTH, client - left - 8);
      context.rect(client - 3 - width, top, width, snap(yOf(scene, tick.due)) - top);
    }
    fillPale(context, scene, technique);
  }
}

function fillPale(context: Canvas, { sight: { colors } }: Scene, technique: TechniqueId): void {
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * PALE;
  context.fillStyle = colors[technique] ?? '';
  context.fill();
  context.globalAlpha = alpha;
}

/** The times in which prices have waited at the server to be sent. */
export function drawWaits(context: Canvas, scene: Scene, deliveries: readonly RecordedDelivery[]): void {
  for (const { technique, tick, message } of deliveries) {
    if (message && message.sentAt - tick.due > WAIT_MS)
      drawWait(context, scene, technique, tick.due, message.sentAt);
  }
}

/** From `from` to `to` something waited. The dots of all that wait at one time fall on each other. */
export function drawWait(
  context: Canvas,
  scene: Scene,
  technique: TechniqueId,
  from: number,
  to: number,
): void {
  const { places, sight, recording, perMs, height } = scene;
  const place = places.get(technique);
  const [top, bottom] = [Math.max(-PERIOD, yOf(scene, from)), Math.min(height, yOf(scene, to))];
  if (!place || bottom <= top) return;
  context.strokeStyle = sight.colors[technique] ?? '';
  context.lineWidth = 2;
  context.lineCap = 'butt';
  context.setLineDash(DOTS);
  context.lineDashOffset = ((scene.from - recording.startedAt) * perMs + top) % PERIOD;
  context.beginPath();
  context.moveTo(place.server + 7, top);
  context.lineTo(place.server + 7, bottom);
  context.stroke();
  context.setLineDash([]);
  context.lineDashOffset = 0;
}

/** Each price when it was made, at the same height in every lane. */
export function drawTicks(context: Canvas, scene: Scene, ticks: readonly RecordedTick[]): void {
  const { places, sight, isDense } = scene;
  for (const [technique, { server, isNarrow }] of places) {
    const size = isNarrow ? 3.4 : 4.2;
    context.beginPath();
    for (const { due } of ticks) {
      const y = yOf(scene, due);
      if (isDense) {
        context.moveTo(server - 2, y);
        context.lineTo(server + 2, y);
        continue;
      }
      context.moveTo(server, y - size);
      context.lineTo(server + size, y);
      context.lineTo(server, y + size);
      context.lineTo(server - size, y);
      context.closePath();
    }
    context.lineWidth = isDense ? 1 : 1.6;
    context.fillStyle = sight.colors.card ?? '';
    context.strokeStyle = sight.colors[technique] ?? '';
    context.fill();
    context.stroke();
  }
}
