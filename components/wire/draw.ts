import type { WireMessage } from '@/lib/capture/message';
import type { Layer } from './layer';
import { arrowsOf, GUTTER, lanesOf, messagesIn, type Scene, yOf } from './scene';
import { drawAlike, drawArrows, drawWait, drawWaits, line } from './strokes';

/** Draws the sequence diagram. */
export function drawScene(context: OffscreenCanvasRenderingContext2D, scene: Scene, layer: Layer): void {
  const { width, height, ratio, look, seq, selected, store } = scene;
  const unsettled = layer.update(scene);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  drawSeconds(context, scene);
  context.strokeStyle = look.colors.strong ?? '';
  context.lineWidth = 1;
  for (const { client, server } of lanesOf(scene).values()) {
    for (const x of [client, server]) line(context, x, 0, x, height);
  }

  // What is pointed at stands out by the rest being pale.
  context.globalAlpha = seq === null ? 1 : 0.2;
  context.setTransform(1, 0, 0, 1, 0, 0);
  layer.copyTo(context);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawWaits(context, scene, unsettled);
  drawOpenWaits(context, scene, store.asked.values());
  drawArrows(context, scene, arrowsOf(scene, unsettled));
  context.globalAlpha = 1;

  if (seq === null && selected === null) return;
  const isLit = ({ id, seqs }: WireMessage) => id === selected || (seq !== null && seqs.includes(seq));
  for (const arrow of arrowsOf(scene, messagesIn(scene).filter(isLit)))
    drawAlike(context, scene, [arrow], true);
}

/** The bars of what waits still. */
function drawOpenWaits(
  context: OffscreenCanvasRenderingContext2D,
  scene: Scene,
  requests: Iterable<WireMessage>,
): void {
  for (const { technique, arrivedAt, sentAt } of requests) {
    drawWait(context, scene, technique, arrivedAt ?? sentAt, scene.now);
  }
}

function drawSeconds(
  context: OffscreenCanvasRenderingContext2D,
  { from, to, store: { startedAt }, width, height, look: { rem, colors } }: Scene,
): void {
  const step =
    [0.1, 0.2, 0.5, 1, 2, 5, 10].find((seconds) => (seconds * 1000 * height) / (to - from) >= 2.5 * rem) ??
    10;
  context.font = `${0.75 * rem}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.lineWidth = 1;
  context.setLineDash([]);
  for (let at = Math.ceil((from - startedAt) / 1000 / step); ; at++) {
    const y = yOf({ from, to, height }, startedAt + at * step * 1000);
    if (y > height) break;
    context.strokeStyle = colors.line ?? '';
    line(context, GUTTER * rem, y, width, y);
    if (at < 0) continue;
    context.fillStyle = colors.muted ?? '';
    context.fillText(`${(at * step).toFixed(step < 1 ? 1 : 0)} s`, (GUTTER - 0.4) * rem, y);
  }
}
