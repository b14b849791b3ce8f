import { MARGIN_MS, type RecordedTick } from './recording';
import { messagesIn, type Place, type Scene, yOf } from './scene';
import { type Canvas, drawText, setFont } from './strokes';

/** What is to be named is at least so high, CSS pixels. */
const ROOM = 40;

/** Names a time in which a price waits at the server: the followed one, or else the first in sight. */
export function drawWaiting(context: Canvas, scene: Scene, followed: RecordedTick | null): void {
  if (scene.isDense) return;
  const { recording, places, from } = scene;
  for (const { due, lanes } of [followed ?? [], ...recording.ticks.from(from - MARGIN_MS)].flat()) {
    for (const [technique, place] of places) {
      const message = lanes.get(technique)?.message;
      if (message && name(context, scene, place, [due, message.sentAt], ['waits', 'to be', 'fetched'], 14))
        return;
    }
  }
}

/** Names a request that the server holds: the first in sight. */
export function drawHeld(context: Canvas, scene: Scene): void {
  if (scene.isDense) return;
  const { places, recording, now } = scene;
  for (const { technique, askedAt, sentAt } of messagesIn(scene)) {
    const place = places.get(technique);
    if (!place || askedAt === null) continue;
    if (name(context, scene, place, [askedAt, sentAt], ['request', 'held'], 10)) return;
  }
  for (const { technique, arrivedAt, sentAt } of recording.asked.values()) {
    const place = places.get(technique);
    if (place && name(context, scene, place, [arrivedAt ?? sentAt, now], ['request', 'held'], 10)) return;
  }
}

/** @returns whether there was room for the words */
function name(
  context: Canvas,
  scene: Scene,
  { isNarrow, server }: Place,
  [from, to]: [from: number, to: number],
  words: readonly string[],
  /** From the server's line. */
  away: number,
): boolean {
  const [top, bottom] = [Math.max(0, yOf(scene, from)), Math.min(scene.height, yOf(scene, to))];
  if (isNarrow || bottom - top < ROOM) return false;
  const { fontSize, colors } = scene.sight;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  setFont(context, scene, 400);
  words.forEach((word, index) => {
    const y = (top + bottom) / 2 + (index - (words.length - 1) / 2) * (fontSize + 3);
    drawText(context, scene, word, server + away, y, colors.muted);
  });
  return true;
}
