import type { TechniqueId } from '@/lib/techniques';
import type { WireMessage } from '@/lib/wire/message';

/** What the diagram is drawn from. Times in server epoch ms, sizes in CSS pixels. */
export interface Scene {
  /** In the order in which they were sent, but for what was on its way for some time. */
  messages: readonly WireMessage[];
  /** Requests that wait for their answer. */
  asked: Iterable<WireMessage>;
  techniques: readonly TechniqueId[];
  /** The moments at the upper and the lower edge. */
  from: number;
  to: number;
  now: number;
  startedAt: number;
  width: number;
  height: number;
  /** Font size of a rem. */
  rem: number;
  colors: Readonly<Record<string, string>>;
  /** The tick that is pointed at lights up in every lane. */
  seq: number | null;
  selected: number | null;
}

/** An arrow as it was drawn, for finding the one that is pointed at. */
export interface Arrow {
  message: WireMessage;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

const GUTTER = 3;

/** Where a lane's two lifelines stand. */
export function lifelines(
  scene: Pick<Scene, 'width' | 'rem' | 'techniques'>,
  index: number,
): [number, number] {
  const left = GUTTER * scene.rem;
  const column = (scene.width - left) / Math.max(1, scene.techniques.length);
  return [left + column * index + 0.18 * column, left + column * index + 0.82 * column];
}

/** What was sent so long before the upper edge has arrived, and stands no further out of order, ms. */
const MARGIN_MS = 5000;

/** Where a technique's lifelines stand. */
interface Lane {
  client: number;
  server: number;
}

/** Draws the sequence diagram, and returns the arrows that are in sight. */
export function drawScene(context: CanvasRenderingContext2D, scene: Scene): Arrow[] {
  const { techniques, height, colors, now } = scene;
  context.clearRect(0, 0, scene.width, height);
  drawSeconds(context, scene);

  const lanes = new Map<TechniqueId, Lane>();
  context.strokeStyle = context.fillStyle = colors.strong ?? '';
  context.lineWidth = 1;
  techniques.forEach((technique, index) => {
    const [client, server] = lifelines(scene, index);
    lanes.set(technique, { client, server });
    for (const x of [client, server]) line(context, x, 0, x, height);
  });

  const arrows: Arrow[] = [];
  const { messages } = scene;
  for (let i = firstAfter(messages, scene.from - MARGIN_MS); i < messages.length; i++) {
    const message = messages[i];
    const lane = message && lanes.get(message.technique);
    if (!lane) continue;
    if (message.askedAt !== null) drawWait(context, scene, lane, message.askedAt, message.sentAt);
    const arrow = place(scene, message, lane);
    if (arrow) arrows.push(arrow);
  }
  for (const { technique, arrivedAt, sentAt } of scene.asked) {
    const lane = lanes.get(technique);
    if (lane) drawWait(context, scene, lane, arrivedAt ?? sentAt, now);
  }
  drawArrows(context, scene, arrows);
  return arrows;
}

/** @returns index of the first message that was sent at `at` or later */
function firstAfter(messages: readonly WireMessage[], at: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.sentAt ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The arrow nearest to a point, if one is near. */
export function arrowAt(arrows: readonly Arrow[], x: number, y: number): Arrow | null {
  let best: Arrow | null = null;
  let nearest = 7;
  for (const arrow of arrows) {
    const { x1, y1, x2, y2 } = arrow;
    const along = Math.max(
      0,
      Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1)),
    );
    const distance = Math.hypot(x - (x1 + along * (x2 - x1)), y - (y1 + along * (y2 - y1)));
    if (distance < nearest) {
      nearest = distance;
      best = arrow;
    }
  }
  return best;
}

function drawSeconds(
  context: CanvasRenderingContext2D,
  { from, to, startedAt, width, height, rem, colors }: Scene,
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

/** From a request to its answer the server waits, or streams: a bar on its lifeline. */
function drawWait(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { server }: Lane,
  from: number,
  to: number,
): void {
  const top = Math.max(0, yOf(scene, from));
  const bottom = Math.min(scene.height, yOf(scene, to));
  if (bottom > top) context.fillRect(server - 2.5, top, 5, Math.max(1, bottom - top));
}

function place(scene: Scene, message: WireMessage, { client, server }: Lane): Arrow | null {
  const { sentAt, way } = message;
  const arrivedAt = Math.max(sentAt, message.arrivedAt ?? Math.min(scene.now, sentAt + 2000));
  if (arrivedAt < scene.from || sentAt > scene.to) return null;
  const [x1, x2] = way === 'up' ? [client, server] : [server, client];
  return { message, x1, y1: yOf(scene, sentAt), x2, y2: yOf(scene, arrivedAt) };
}

/** Arrows of one look are drawn as one path: a thousand paths a frame take longer. */
function drawArrows(context: CanvasRenderingContext2D, scene: Scene, arrows: readonly Arrow[]): void {
  const { seq, selected } = scene;
  const looks = new Map<string, Arrow[]>();
  const lit: Arrow[] = [];
  for (const arrow of arrows) {
    const { id, kind, technique, arrivedAt, seqs } = arrow.message;
    if (id === selected || (seq !== null && seqs.includes(seq))) {
      lit.push(arrow);
      continue;
    }
    const look = `${kind} ${arrivedAt === null} ${technique}`;
    const alike = looks.get(look);
    if (alike) alike.push(arrow);
    else looks.set(look, [arrow]);
  }
  context.globalAlpha = seq === null ? 1 : 0.2;
  for (const alike of looks.values()) drawAlike(context, scene, alike, false);
  context.globalAlpha = 1;
  for (const arrow of lit) drawAlike(context, scene, [arrow], true);
}

function drawAlike(
  context: CanvasRenderingContext2D,
  { colors }: Scene,
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

function yOf({ from, to, height }: Pick<Scene, 'from' | 'to' | 'height'>, at: number): number {
  return ((at - from) / (to - from)) * height;
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
