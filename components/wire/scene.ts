import type { WireMessage } from '@/lib/capture/message';
import type { TechniqueId } from '@/lib/techniques';
import type { Sight, View } from './protocol';
import { MARGIN_MS, type Recording } from './recording';

/** Room above the plot for the captions of the lifelines, and below it, CSS pixels. */
export const TOP = 26;
export const BOTTOM = 14;

/** Room for the time at the left, CSS pixels. */
export const GUTTER = 56;

/** Narrower lanes have no words beside their arrows, CSS pixels. */
const NARROW = 260;

/** Where the lifelines of a lane stand, as shares of its width. */
export const lifelines = {
  wide: { client: 0.28, server: 0.8 },
  narrow: { client: 0.22, server: 0.85 },
} as const;

export const formOf = (width: number) => (width < NARROW ? 'narrow' : 'wide');

/** Where prices stand closer, arrows are thin and lateness is an area; and from where on they are not, CSS pixels. */
const DENSE = { from: 7, to: 8 };

/** What has not arrived by then is not waited for, ms. */
export const PATIENCE_MS = 2000;

/** Length of a step where there is no motion, ms. */
const STEP_MS = 1000;

/** A lane's place, CSS pixels. */
export interface Place {
  left: number;
  width: number;
  client: number;
  server: number;
  isNarrow: boolean;
}

/** What is to be seen at one moment. Times in server epoch ms; sizes in CSS pixels, from the upper edge of the plot. */
export interface Scene {
  recording: Recording;
  sight: Sight;
  view: View;
  places: ReadonlyMap<TechniqueId, Place>;
  /** Height of the plot, and how much of it a ms is. */
  height: number;
  perMs: number;
  /** The moments at the upper and the lower edge. */
  from: number;
  to: number;
  now: number;
  isDense: boolean;
  /** Families of the letters, as CSS has them. */
  fonts: string;
}

/** A message and where it stands. */
export interface Arrow {
  message: WireMessage;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/**
 * What is to be seen now. It moves by whole rows of pixels, so that what is drawn once stays right.
 *
 * @param wasDense whether prices stood close until now
 */
export function sceneOf(
  recording: Recording,
  sight: Sight,
  view: View,
  { wasDense, fonts }: { wasDense: boolean; fonts: string },
): Scene {
  const { now, startedAt } = recording;
  const height = sight.height - TOP - BOTTOM;
  const present = sight.still ? Math.floor(now / STEP_MS) * STEP_MS : now;
  const row = view.span / Math.round(height * sight.ratio);
  const from = startedAt + Math.floor(((view.end ?? present) - view.span - startedAt) / row) * row;
  const scene = { recording, sight, view, places: placesOf(sight), height, perMs: height / view.span };
  const to = from + view.span;
  const ticks = recording.ticks.from(from).filter(({ due }) => due <= to);
  const room = ((to - (ticks[0]?.due ?? from)) * scene.perMs) / Math.max(1, ticks.length);
  const isDense = ticks.length > 3 && room < (wasDense ? DENSE.to : DENSE.from);
  return { ...scene, from, to, now, isDense, fonts };
}

export function placesOf({ width, gutter, techniques }: Sight): Map<TechniqueId, Place> {
  const column = (width - gutter) / Math.max(1, techniques.length);
  const form = formOf(column);
  const { client, server } = lifelines[form];
  return new Map(
    techniques.map((id, index) => {
      const left = gutter + column * index;
      const [x1, x2] = [left + client * column, left + server * column];
      return [id, { left, width: column, client: x1, server: x2, isNarrow: form === 'narrow' }];
    }),
  );
}

export function yOf({ from, perMs }: Pick<Scene, 'from' | 'perMs'>, at: number): number {
  return (at - from) * perMs;
}

/** The messages that may be in sight. */
export function messagesIn({ recording, from }: Scene): WireMessage[] {
  return recording.messages.from(from - MARGIN_MS);
}

/** The arrows of those messages that are in sight. */
export function arrowsOf(scene: Scene, messages: readonly WireMessage[]): Arrow[] {
  return messages.flatMap((message) => {
    const { technique, sentAt, way } = message;
    const place = scene.places.get(technique);
    const arrivedAt = Math.max(sentAt, message.arrivedAt ?? Math.min(scene.now, sentAt + PATIENCE_MS));
    if (!place || arrivedAt < scene.from || sentAt > scene.to) return [];
    const [x1, x2] = way === 'up' ? [place.client, place.server] : [place.server, place.client];
    return [{ message, x1, y1: yOf(scene, sentAt), x2, y2: yOf(scene, arrivedAt) }];
  });
}
