import { formatMs } from '@/lib/figures/format';
import { barOf } from './lateness';
import type { RecordedTick } from './recording';
import { type Place, type Scene, yOf } from './scene';
import { type Canvas, drawText, line, setFont } from './strokes';

/** Follows one price through all lanes: when it was made, and how late each lane had it. */
export function drawFollowed(context: Canvas, scene: Scene, tick: RecordedTick): void {
  const { gutter, width, colors } = scene.sight;
  const y = yOf(scene, tick.due);
  context.globalAlpha = 0.75;
  context.strokeStyle = colors.ink ?? '';
  context.lineWidth = 1.2;
  context.lineCap = 'butt';
  context.setLineDash([1, 3]);
  line(context, gutter, y, width, y);
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (gutter >= 40) drawPrice(context, scene, tick, y);
  for (const [technique, place] of scene.places) {
    const delivery = tick.lanes.get(technique);
    if (!delivery) continue;
    const bar = barOf(scene, place, tick.due, delivery.receivedAt, delivery.column);
    context.fillStyle = colors[technique] ?? '';
    if (!scene.isDense) {
      context.beginPath();
      context.roundRect(bar.x, bar.y, bar.width, Math.min(bar.height, scene.height - bar.y), 2);
      context.fill();
    }
    if (scene.sight.tellsLateness)
      drawLate(context, scene, place, bar, delivery.receivedAt - tick.due, colors[technique]);
  }
}

/** In the gutter, as a label; with the stock where it is not the one that the lanes show. */
function drawPrice(context: Canvas, scene: Scene, { symbol, price }: RecordedTick, y: number): void {
  const { gutter, colors, fontSize } = scene.sight;
  const text = symbol === scene.sight.symbol ? price.toFixed(2) : `${symbol} ${price.toFixed(2)}`;
  setFont(context, scene, 600);
  const width = Math.max(gutter - 4, context.measureText(text).width + 12);
  context.fillStyle = colors.ink ?? '';
  context.beginPath();
  context.roundRect(0, y - fontSize * 0.83, width, fontSize * 1.65, 4);
  context.fill();
  context.fillStyle = colors.card ?? '';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, width / 2, y + 0.5);
}

/** How late: beside the bar, or below the arrow where there is no room. */
function drawLate(
  context: Canvas,
  scene: Scene,
  place: Place,
  bar: ReturnType<typeof barOf>,
  ms: number,
  color: string | undefined,
): void {
  // A picture is not read to the tenth.
  const text = ms < 9.5 || ms >= 999.5 ? formatMs(ms) : `${Math.round(ms)} ms`;
  const { fontSize } = scene.sight;
  const end = Math.min(bar.y + bar.height, scene.height - 4);
  setFont(context, scene, 650, place.isNarrow ? 0 : 1);
  context.textBaseline = 'middle';
  const x = bar.x - 7;
  if (!place.isNarrow && !scene.isDense && x - context.measureText(text).width > place.left + 4) {
    context.textAlign = 'right';
    drawText(context, scene, text, x, bar.height > 30 ? (bar.y + end) / 2 : end, color);
    return;
  }
  context.textAlign = 'left';
  drawText(context, scene, text, place.client + 7, Math.min(end + fontSize, scene.height - fontSize), color);
}
