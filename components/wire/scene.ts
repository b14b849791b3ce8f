import type { WireMessage } from '@/lib/capture/message';
import type { TechniqueId } from '@/lib/techniques';
import type { WireStore } from './wire-store';

/** Which part of the last 30 s is in sight. */
export interface View {
  /** The moment at the lower edge, server epoch ms; null follows the present. */
  end: number | null;
  /** From the upper to the lower edge, ms. */
  span: number;
}

/** What of the wire is to be seen, and how. Sizes in CSS pixels. */
export interface Sight {
  techniques: readonly TechniqueId[];
  view: View;
  width: number;
  height: number;
  /** Pixels of the screen to a CSS pixel. */
  ratio: number;
  look: Look;
  /** The tick that is pointed at lights up in every lane. */
  seq: number | null;
  /** The message that is selected. */
  selected: number | null;
  /** For whom motion is not wanted, the diagram goes on in steps. */
  still: boolean;
}

/** The sight at one moment. Times in server epoch ms. */
export interface Scene extends Sight {
  store: WireStore;
  /** The moments at the upper and the lower edge. */
  from: number;
  to: number;
  now: number;
}

/** What a canvas does not know by itself. */
export interface Look {
  /** Font size of a rem, CSS pixels. */
  rem: number;
  colors: Readonly<Record<string, string>>;
}

/** A message and where it stands, CSS pixels. */
export interface Arrow {
  message: WireMessage;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Where a technique's lifelines stand, CSS pixels. */
export interface Lifelines {
  client: number;
  server: number;
}

/** Room for the seconds, rem. */
export const GUTTER = 3;

/** What was sent so long before the upper edge has arrived, and stands no further out of order, ms. */
const MARGIN_MS = 5000;

/** What has not arrived by then is not waited for, ms. */
export const PATIENCE_MS = 2000;

/** Length of a step where there is no motion, ms. */
const STEP_MS = 1000;

/** What is to be seen now. It moves by whole rows of pixels, so that what is drawn once stays right. */
export function sceneOf(store: WireStore, sight: Sight): Scene {
  const { view, height, ratio, still } = sight;
  const { now, startedAt } = store;
  const present = still ? Math.floor(now / STEP_MS) * STEP_MS : now;
  const row = view.span / Math.round(height * ratio);
  const from = startedAt + Math.floor(((view.end ?? present) - view.span - startedAt) / row) * row;
  return { ...sight, store, from, to: from + view.span, now };
}

export function lanesOf({
  width,
  look,
  techniques,
}: Pick<Scene, 'width' | 'look' | 'techniques'>): Map<TechniqueId, Lifelines> {
  const left = GUTTER * look.rem;
  const column = (width - left) / Math.max(1, techniques.length);
  return new Map(
    techniques.map((id, index) => {
      const x = left + column * index;
      return [id, { client: x + 0.18 * column, server: x + 0.82 * column }];
    }),
  );
}

export function yOf({ from, to, height }: Pick<Scene, 'from' | 'to' | 'height'>, at: number): number {
  return ((at - from) / (to - from)) * height;
}

/** The messages that may be in sight. */
export function messagesIn({ store: { messages }, from }: Scene): readonly WireMessage[] {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.sentAt ?? from) < from - MARGIN_MS) low = middle + 1;
    else high = middle;
  }
  return messages.slice(low);
}

/** The arrows of those messages that are in sight. */
export function arrowsOf(scene: Scene, messages: readonly WireMessage[]): Arrow[] {
  const lanes = lanesOf(scene);
  return messages.flatMap((message) => {
    const { technique, sentAt, way } = message;
    const lane = lanes.get(technique);
    const arrivedAt = Math.max(sentAt, message.arrivedAt ?? Math.min(scene.now, sentAt + PATIENCE_MS));
    if (!lane || arrivedAt < scene.from || sentAt > scene.to) return [];
    const [x1, x2] = way === 'up' ? [lane.client, lane.server] : [lane.server, lane.client];
    return [{ message, x1, y1: yOf(scene, sentAt), x2, y2: yOf(scene, arrivedAt) }];
  });
}

/** The message whose arrow is nearest to a point, if one is near. */
export function messageAt(scene: Scene, x: number, y: number): WireMessage | null {
  let best: WireMessage | null = null;
  let nearest = 7;
  for (const { message, x1, y1, x2, y2 } of arrowsOf(scene, messagesIn(scene))) {
    const along = Math.max(
      0,
      Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1)),
    );
    const distance = Math.hypot(x - (x1 + along * (x2 - x1)), y - (y1 + along * (y2 - y1)));
    if (distance < nearest) {
      nearest = distance;
      best = message;
    }
  }
  return best;
}
