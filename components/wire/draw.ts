import type { TechniqueId } from '@/lib/techniques';
import type { WireMessage } from '@/lib/wire/message';

/** What the diagram is drawn from. Times in server epoch ms, sizes in CSS pixels. */
export interface Scene {
  messages: readonly WireMessage[];
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

/** Draws the sequence diagram, and returns the arrows that are in sight. */
export function drawScene(context: CanvasRenderingContext2D, scene: Scene): Arrow[] {
  const { techniques, height, colors } = scene;
  context.clearRect(0, 0, scene.width, height);
  drawSeconds(context, scene);
  const arrows: Arrow[] = [];
  techniques.forEach((technique, index) => {
    const [client, server] = lifelines(scene, index);
    context.strokeStyle = colors.strong ?? '';
    context.lineWidth = 1;
    context.setLineDash([]);
    for (const x of [client, server]) {
      line(context, x, 0, x, height);
    }
    const messages = scene.messages.filter((message) => message.technique === technique);
    drawWaits(context, scene, messages, server);
    for (const message of messages) {
      const arrow = place(scene, message, client, server);
      if (!arrow) continue;
      arrows.push(arrow);
      drawArrow(context, scene, arrow);
    }
  });
  return arrows;
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
function drawWaits(
  context: CanvasRenderingContext2D,
  scene: Scene,
  messages: readonly WireMessage[],
  x: number,
): void {
  const asked = new Map<number, WireMessage>();
  context.fillStyle = scene.colors.strong ?? '';
  const bar = (from: number, to: number) => {
    const top = Math.max(0, yOf(scene, from));
    const bottom = Math.min(scene.height, yOf(scene, to));
    if (bottom > top) context.fillRect(x - 2.5, top, 5, Math.max(1, bottom - top));
  };
  for (const message of messages) {
    if (message.kind === 'request') asked.set(message.connection, message);
    else if (message.way === 'down') {
      const request = asked.get(message.connection);
      asked.delete(message.connection);
      if (request) bar(request.arrivedAt ?? request.sentAt, message.sentAt);
    }
  }
  for (const request of asked.values()) bar(request.arrivedAt ?? request.sentAt, scene.now);
}

function place(scene: Scene, message: WireMessage, client: number, server: number): Arrow | null {
  const { sentAt, way } = message;
  const arrivedAt = Math.max(sentAt, message.arrivedAt ?? Math.min(scene.now, sentAt + 2000));
  if (arrivedAt < scene.from || sentAt > scene.to) return null;
  const [x1, x2] = way === 'up' ? [client, server] : [server, client];
  return { message, x1, y1: yOf(scene, sentAt), x2, y2: yOf(scene, arrivedAt) };
}

function drawArrow(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { message, x1, y1, x2, y2 }: Arrow,
): void {
  const { kind, technique, arrivedAt, seqs, id } = message;
  const { colors, seq, selected } = scene;
  const isLit = id === selected || (seq !== null && seqs.includes(seq));
  const isPale = seq !== null && !isLit;
  context.globalAlpha = isPale ? 0.2 : 1;
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
  line(context, x1, y1, x2, y2);
  context.setLineDash([]);
  if (arrivedAt !== null) {
    const angle = Math.atan2(y2 - y1, x2 - x1);
    const size = isLit ? 9 : 6;
    context.beginPath();
    context.moveTo(x2, y2);
    context.lineTo(x2 - size * Math.cos(angle - 0.4), y2 - size * Math.sin(angle - 0.4));
    context.lineTo(x2 - size * Math.cos(angle + 0.4), y2 - size * Math.sin(angle + 0.4));
    context.closePath();
    // An empty answer looks empty.
    if (kind === 'empty') context.stroke();
    else context.fill();
  }
  context.globalAlpha = 1;
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
