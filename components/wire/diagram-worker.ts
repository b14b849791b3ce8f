import type { WireReport } from '@/lib/run/snapshot';
import { drawScene } from './draw';
import { Layer } from './layer';
import { type Sight, sceneOf } from './scene';
import { WireStore } from './wire-store';

/** What the page tells the worker that draws the diagram. */
export type DiagramCommand =
  | { type: 'canvas'; canvas: OffscreenCanvas }
  | { type: 'wire'; report: WireReport }
  | { type: 'sight'; sight: Sight }
  /** Whether the canvas is on the screen. */
  | { type: 'visible'; visible: boolean };

const store = new WireStore();
const layer = new Layer();
// Firefox gives the context of a canvas that came from a page only once.
let context: OffscreenCanvasRenderingContext2D | null = null;
let sight: Sight | null = null;
let visible = true;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Where it is not on the screen it is drawn only so often, for who prints the page, ms. */
const HIDDEN_MS = 1000;

function draw(): void {
  waiting = undefined;
  if (visible) requestAnimationFrame(draw);
  else waiting = setTimeout(draw, HIDDEN_MS);
  if (!context || !sight) return;
  const { canvas } = context;
  const width = Math.round(sight.width * sight.ratio);
  const height = Math.round(sight.height * sight.ratio);
  if (width === 0 || height === 0) return;
  // To be given a size empties a canvas, even where it is the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  drawScene(context, sceneOf(store, sight), layer);
}

self.onmessage = ({ data }: MessageEvent<DiagramCommand>) => {
  if (data.type === 'canvas') context = data.canvas.getContext('2d');
  else if (data.type === 'wire') store.add(data.report);
  else if (data.type === 'sight') sight = data.sight;
  else {
    visible = data.visible;
    if (visible && waiting !== undefined) {
      clearTimeout(waiting);
      draw();
    }
  }
};

draw();
