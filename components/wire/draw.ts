import type { WireMessage } from '@/lib/capture/message';
import { drawHeld, drawWaiting } from './captions';
import { drawFollowed } from './followed';
import { drawOpenHolds } from './holds';
import { drawLateness, drawWait } from './lateness';
import { drawHappened, type Layer } from './layer';
import type { RecordedDelivery, RecordedTick } from './recording';
import { BOTTOM, messagesIn, type Scene, TOP, yOf } from './scene';
import { type Canvas, drawLit, drawText, line, setFont } from './strokes';

/** What a lane has not told of after so long is late there, ms: the wire is told of in steps. */
const TOLD_MS = 250;

/** What stands out, and how strong all else is drawn then. */
export interface Focus {
  tick: RecordedTick | null;
  message: WireMessage | null;
  /** Whether the reader wants it to stand out. */
  isWanted: boolean;
}
const PALE = 0.3;

/** In a lane of this width there is room to name both lifelines, CSS pixels. */
const CAPTIONED = 90;

/** Draws the sequence diagram. */
export function drawScene(context: Canvas, scene: Scene, layer: Layer, focus: Focus): void {
  const { width, height, ratio } = scene.sight;
  const open = layer.update(scene);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(ratio, 0, 0, ratio, 0, TOP * ratio);
  drawFaults(context, scene);
  drawGrid(context, scene, focus.tick);
  drawLanes(context, scene);

  context.save();
  context.beginPath();
  context.rect(0, 0, width, scene.height + 2);
  context.clip();
  context.globalAlpha = focus.isWanted ? PALE : 1;
  context.setTransform(1, 0, 0, 1, 0, 0);
  layer.copyTo(context, TOP * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, TOP * ratio);
  drawOpenHolds(context, scene);
  drawMissing(context, scene);
  drawHappened(context, scene, open);
  context.globalAlpha = 1;
  drawHeld(context, scene);
  drawWaiting(context, scene, focus.tick);
  nameFaults(context, scene);
  if (focus.isWanted) drawLit(context, scene, litBy(scene, focus));
  context.restore();

  if (focus.tick) drawFollowed(context, scene, focus.tick);
  drawNow(context, scene, focus.tick);
}

/** What brought the price in each lane, and the message itself. */
function litBy(scene: Scene, { tick, message }: Focus): WireMessage[] {
  return messagesIn(scene).filter(
    ({ id, seqs, way }) => id === message?.id || (tick !== null && way === 'down' && seqs.includes(tick.seq)),
  );
}

/** The prices that a lane has not received: it is late by now, and they wait, or are on their way. */
function drawMissing(context: Canvas, scene: Scene): void {
  const { recording, now, from } = scene;
  const missing: RecordedDelivery[] = [];
  for (const technique of scene.places.keys()) {
    const lane = recording.lanes.get(technique);
    if (!lane || lane.newest === 0) continue;
    const columns = [...lane.columns];
    for (const tick of recording.ticks.from(from - TOLD_MS)) {
      if (tick.seq <= lane.newest || tick.lanes.has(technique) || now - tick.due < TOLD_MS) continue;
      const free = Math.max(
        0,
        columns.findIndex((until) => until < tick.due),
      );
      columns[free] = Number.POSITIVE_INFINITY;
      const message = lane.bringing.get(tick.seq) ?? null;
      missing.push({ technique, tick, receivedAt: now, message, column: free });
      drawWait(context, scene, technique, tick.due, message?.sentAt ?? now);
    }
  }
  drawLateness(context, scene, missing);
}

function drawFaults(context: Canvas, scene: Scene): void {
  const { gutter, width, colors } = scene.sight;
  context.fillStyle = colors.sunken ?? '';
  for (const { top, bottom } of faultsIn(scene)) context.fillRect(gutter, top, width - gutter, bottom - top);
}

/** Above all else, which comes and goes beneath. */
function nameFaults(context: Canvas, scene: Scene): void {
  context.textAlign = 'right';
  context.textBaseline = 'alphabetic';
  setFont(context, scene, 600);
  for (const { name, top } of faultsIn(scene))
    drawText(context, scene, name, scene.sight.width - 8, top + 14, scene.sight.colors.ink);
}

/** The faults in sight, each at least as high as can be seen. */
function faultsIn(scene: Scene): { name: string; top: number; bottom: number }[] {
  return scene.recording.faults
    .map(({ name, from, to }) => ({
      name,
      top: Math.max(0, yOf(scene, from)),
      bottom: Math.min(scene.height, yOf(scene, to) + 6),
    }))
    .filter(({ top, bottom }) => bottom > top);
}

/** Hairlines at round times, with the time where it does not stand on the followed price's. */
function drawGrid(context: Canvas, scene: Scene, followed: RecordedTick | null): void {
  const { from, height, perMs, sight, recording } = scene;
  const { gutter, width, colors, fontSize } = sight;
  const step = [0.1, 0.25, 0.5, 1, 2, 5, 10].find((seconds) => seconds * 1000 * perMs >= 44) ?? 10;
  const avoided = followed ? yOf(scene, followed.due) : Number.NEGATIVE_INFINITY;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.lineWidth = 1;
  setFont(context, scene, 400);
  for (let at = Math.max(0, Math.ceil((from - recording.startedAt) / 1000 / step)); ; at++) {
    const y = yOf(scene, recording.startedAt + at * step * 1000);
    if (y > height) break;
    context.globalAlpha = 0.7;
    context.strokeStyle = colors.line ?? '';
    line(context, gutter, y, width, y);
    context.globalAlpha = 1;
    const isFree = height - y > fontSize + 4 && Math.abs(y - avoided) > fontSize * 1.5;
    if (!isFree || gutter < 40) continue;
    context.fillStyle = colors.muted ?? '';
    context.fillText(`${(at * step).toFixed(step < 0.5 ? 2 : step < 1 ? 1 : 0)} s`, gutter - 8, y);
  }
}

function drawLanes(context: Canvas, scene: Scene): void {
  const { places, height } = scene;
  const { colors, fontSize } = scene.sight;
  context.setLineDash([]);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colors.muted ?? '';
  setFont(context, scene, 400);
  for (const { left, width, client, server } of places.values()) {
    if (width >= CAPTIONED) {
      context.fillText('browser', client, fontSize - TOP - 1);
      context.fillText('server', server, fontSize - TOP - 1);
    }
    context.strokeStyle = colors.line ?? '';
    context.lineWidth = 1;
    const x = Math.round(left) + 0.5;
    line(context, x, -TOP, x, height + BOTTOM);
    context.strokeStyle = colors.strong ?? '';
    context.lineWidth = 1.5;
    for (const lifeline of [client, server]) line(context, lifeline, -4, lifeline, height);
  }
}

function drawNow(context: Canvas, scene: Scene, followed: RecordedTick | null): void {
  const { height, to, view, recording, sight } = scene;
  const { gutter, width, colors, fontSize } = sight;
  context.strokeStyle = context.fillStyle = colors.ink ?? '';
  context.lineWidth = 1.5;
  context.lineCap = 'butt';
  line(context, gutter, height, width, height);
  const isFree = !followed || height - yOf(scene, followed.due) > fontSize * 1.6;
  if (gutter < 40 || !isFree) return;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  setFont(context, scene, 600);
  const text = view.end === null ? 'now' : `${((to - recording.startedAt) / 1000).toFixed(1)} s`;
  context.fillText(text, gutter - 8, height);
}
