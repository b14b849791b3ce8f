import type { WireMessage } from '@/lib/capture/message';
import type { WireKind } from '@/lib/wire/kinds';
import { type Arrow, arrowsOf, type Scene } from './scene';

export type Canvas = OffscreenCanvasRenderingContext2D;

/** How an arrow is drawn. Sizes in CSS pixels. */
interface Stroke {
  color: string;
  width: number;
  dash: number[];
  /** Length and half the width of its head; null where it has none. */
  head: [number, number] | null;
  hollow: boolean;
}

/** An answer to so many prices says so, where the one before that does stands so far above, CSS pixels. */
const COUNT_ROOM = 24;

/** Draws what crossed. Arrows of one look are drawn as one path: a thousand paths take longer. */
export function drawArrows(context: Canvas, scene: Scene, messages: readonly WireMessage[]): void {
  const looks = new Map<string, Arrow[]>();
  for (const arrow of arrowsOf(scene, messages)) {
    const { kind, technique, arrivedAt, seqs } = arrow.message;
    const look = `${kind} ${arrivedAt === null} ${seqs.length > 0} ${technique}`;
    const alike = looks.get(look);
    if (alike) alike.push(arrow);
    else looks.set(look, [arrow]);
  }
  for (const alike of looks.values()) {
    const [first] = alike;
    if (first) drawAlike(context, alike, strokeOf(scene, first.message));
  }
}

/** One that stands out. */
export function drawLit(context: Canvas, scene: Scene, messages: readonly WireMessage[]): void {
  for (const arrow of arrowsOf(scene, messages)) {
    const stroke = strokeOf(scene, arrow.message);
    drawAlike(context, [arrow], { ...stroke, width: Math.max(3, stroke.width + 1), head: [11, 5] });
  }
}

/** How many prices an answer brings, where it is more than one. */
export function drawCounts(context: Canvas, scene: Scene, messages: readonly WireMessage[]): void {
  const { sight, perMs } = scene;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  setFont(context, scene, 600);
  for (const { message, x1, y1, x2, y2 } of arrowsOf(scene, messages)) {
    const { technique, seqs, sentAt } = message;
    const place = scene.places.get(technique);
    if (seqs.length < 2 || scene.isDense || !place || place.isNarrow) continue;
    if ((sentAt - sentBefore(scene, message)) * perMs < COUNT_ROOM) continue;
    const text = `${seqs.length} prices`;
    drawText(context, scene, text, (x1 + x2) / 2 + 14, (y1 + y2) / 2 + 15, sight.colors[technique]);
  }
}

/** When the price before was sent in the same lane. */
function sentBefore({ recording }: Scene, { seqs, technique }: WireMessage): number {
  const [seq = 0] = seqs;
  return recording.tick(seq - 1)?.lanes.get(technique)?.message?.sentAt ?? Number.NEGATIVE_INFINITY;
}

function strokeOf({ sight: { colors }, isDense, places }: Scene, message: WireMessage): Stroke {
  const { kind, technique, arrivedAt, seqs } = message;
  const isNarrow = places.get(technique)?.isNarrow ?? false;
  const bringsPrice = seqs.length > 0 && message.way === 'down';
  const color: Record<WireKind, string | undefined> = {
    open: colors.ink,
    request: colors.muted,
    response: colors[technique],
    empty: colors[technique],
    message: colors[technique],
    heartbeat: colors.strong,
    control: colors.muted,
    close: colors.bad,
  };
  const dash =
    kind === 'empty'
      ? [5, 4]
      : kind === 'heartbeat' || kind === 'control'
        ? [1, 4]
        : arrivedAt === null
          ? [6, 6]
          : [];
  return {
    color: color[kind] ?? '',
    width: isDense ? 1 : bringsPrice ? (isNarrow ? 1.8 : 2.2) : 1.3,
    dash,
    head: isDense || arrivedAt === null ? null : bringsPrice ? [9, 4.2] : [7, 3.2],
    hollow: kind === 'empty',
  };
}

function drawAlike(context: Canvas, arrows: readonly Arrow[], stroke: Stroke): void {
  const { color, width, dash, head, hollow } = stroke;
  const [length, half] = head ?? [0, 0];
  context.lineCap = 'round';
  context.lineWidth = width;
  context.strokeStyle = context.fillStyle = color;
  context.setLineDash(dash);
  context.beginPath();
  const heads: [x: number, y: number, cos: number, sin: number][] = [];
  for (const { x1, y1, x2, y2 } of arrows) {
    const tip = x2 - Math.sign(x2 - x1) * (head ? 3 : 0);
    const angle = Math.atan2(y2 - y1, tip - x1);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    context.moveTo(x1, y1);
    context.lineTo(tip - length * cos, y2 - length * sin);
    heads.push([tip, y2, cos, sin]);
  }
  context.stroke();
  context.setLineDash([]);
  if (!head) return;
  context.beginPath();
  for (const [x, y, cos, sin] of heads) {
    const [backX, backY] = [x - length * cos, y - length * sin];
    context.moveTo(x, y);
    context.lineTo(backX + half * sin, backY - half * cos);
    context.lineTo(backX - half * sin, backY + half * cos);
    context.closePath();
  }
  // An empty answer looks empty.
  context.lineWidth = 1.2;
  if (hollow) context.stroke();
  else context.fill();
}

export function line(context: Canvas, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

export function setFont(context: Canvas, { sight, fonts }: Scene, weight: number, larger = 0): void {
  const size = sight.fontSize + larger;
  context.font = `${weight} ${size}px ${fonts}`;
}

/** Words that stay readable on whatever they stand. */
export function drawText(
  context: Canvas,
  { sight }: Scene,
  text: string,
  x: number,
  y: number,
  color: string | undefined,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = sight.colors.card ?? '';
  context.strokeText(text, x, y);
  context.fillStyle = color ?? '';
  context.fillText(text, x, y);
}
