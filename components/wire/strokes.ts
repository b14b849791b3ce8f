import type { WireMessage } from '@/lib/capture/message';
import { type Arrow, lanesOf, type Scene, yOf } from './scene';

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

/** The bar of one request, from when it came to when it was answered, server epoch ms. */
export function drawWait(
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

/** Arrows of one look. @param isLit whether they are to stand out */
export function drawAlike(
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
      open: colors.ink,
      request: colors.muted,
      response: colors[technique],
      empty: colors.muted,
      message: colors[technique],
      heartbeat: colors.strong,
      close: colors.bad,
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

export function line(
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
