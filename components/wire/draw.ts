import type { WireMessage } from '@/lib/wire/message';
import type { Layer } from './layer';
import { type Arrow, arrowsOf, GUTTER, lanesOf, messagesIn, type Scene, yOf } from './scene';

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

/** Arrows of one look are drawn as one path: a thousand paths take longer. */
export function drawArrows(
  context: OffscreenCanvasRenderingContext2D,
  scene: Scene,
  arrows: readonly Arrow[],
): void {
  const looks = new Map<string, Arrow[]>();
  for (const arrow of arrows) {
    const { kind, technique, arrivedAt } = arrow.message;
    const look = `${kind} ${arrivedAt === null} ${technique}`;
    const alike = looks.get(look);
    if (alike) alike.push(arrow);
    else looks.set(look, [arrow]);
  }
  for (const alike of looks.values()) drawAlike(context, scene, alike, false);
}

/** From a request to its answer the server waits, or streams: a bar on its lifeline. */
export function drawWaits(
  context: OffscreenCanvasRenderingContext2D,
  scene: Scene,
  messages: readonly WireMessage[],
): void {
  for (const { technique, askedAt, sentAt } of messages) {
    if (askedAt !== null) drawWait(context, scene, technique, askedAt, sentAt);
  }
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

function drawWait(
  context: OffscreenCanvasRenderingContext2D,
  scene: Scene,
  technique: WireMessage['technique'],
  from: number,
  to: number,
): void {
  const lane = lanesOf(scene).get(technique);
  const top = Math.max(0, yOf(scene, from));
  const bottom = Math.min(scene.height, yOf(scene, to));
  if (!lane || bottom <= top) return;
  context.fillStyle = scene.look.colors.strong ?? '';
  context.fillRect(lane.server - 2.5, top, 5, Math.max(1, bottom - top));
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

function drawAlike(
  context: OffscreenCanvasRenderingContext2D,
  { look: { colors } }: Scene,
  arrows: readonly Arrow[],
  isLit: boolean,
): void {
  const [first] = arrows;
  if (!first) return;
  const { kind, technique, arrivedAt } = first.message;
  context.lineWidth = isLit ? 4 : kind === 'message' || kind === 'response' ? 2 : 1.25;
  context.strokeStyle = context.fillStyle =
    {
      open: colors.accent,
      request: colors.muted,
      response: colors[technique],
      empty: colors.muted,
      message: colors[technique],
      heartbeat: colors.strong,
      close: colors.down,
    }[kind] ?? '';
  context.setLineDash(
    kind === 'empty' ? [3, 4] : kind === 'heartbeat' ? [1, 3] : arrivedAt === null ? [6, 6] : [],
  );
  context.beginPath();
  for (const { x1, y1, x2, y2 } of arrows) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }
  context.stroke();
  context.setLineDash([]);
  if (arrivedAt === null) return;
  const size = isLit ? 9 : 6;
  context.beginPath();
  for (const { x1, y1, x2, y2 } of arrows) {
    const angle = Math.atan2(y2 - y1, x2 - x1);
    context.moveTo(x2, y2);
    context.lineTo(x2 - size * Math.cos(angle - 0.4), y2 - size * Math.sin(angle - 0.4));
    context.lineTo(x2 - size * Math.cos(angle + 0.4), y2 - size * Math.sin(angle + 0.4));
    context.closePath();
  }
  // An empty answer looks empty.
  if (kind === 'empty') context.stroke();
  else context.fill();
}

function line(
  context: OffscreenCanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
