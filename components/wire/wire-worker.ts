import type { WireMessage } from '@/lib/capture/message';
import { findSought, type Sought } from '@/lib/capture/sought';
import type { WireReport } from '@/lib/run/snapshot';
import type { TechniqueId } from '@/lib/techniques';
import { drawScene } from './draw';
import { Following } from './following';
import { detailsOf, followedOf, openedOf } from './in-words';
import { Layer } from './layer';
import { pointedAt } from './pointing';
import type { Sight, View, WireCommand, WireReply } from './protocol';
import { Recording } from './recording';
import { type Scene, sceneOf } from './scene';

/** Where it is not on the screen it is drawn only so often, for who prints the page, ms. */
const HIDDEN_MS = 1000;

/** The wire in words is told so often, ms. */
const DETAILS_MS = 1000;

const recording = new Recording();
const layer = new Layer();
const following = new Following();
// Firefox gives the context of a canvas that came from a page only once.
let context: OffscreenCanvasRenderingContext2D | null = null;
let sight: Sight | null = null;
let view: View = { end: null, back: 0, span: 2000 };
let visible = true;
let opened: WireMessage | null = null;
let sought: Sought | null = null;
let areDetailsWanted = false;
let scene: Scene | null = null;
/** Something else than the time has changed since the picture was drawn. */
let isStale = true;
let waiting: ReturnType<typeof setTimeout> | undefined;

const reply = (message: WireReply) => self.postMessage(message);

// A worker has none of the page's fonts. Until it has, that font is not even named: Chromium goes on with what it found
// for a name the first time.
let fonts = 'system-ui, sans-serif';
const font = new URL('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', import.meta.url);
const face = new FontFace('Inter Variable', `url(${font})`, { weight: '100 900' });
void face.load().then(
  () => {
    (self as unknown as FontFaceSource).fonts.add(face);
    fonts = `"${face.family.replaceAll('"', '')}", ${fonts}`;
    isStale = true;
  },
  () => {},
);

function draw(): void {
  waiting = undefined;
  if (visible) requestAnimationFrame(draw);
  else waiting = setTimeout(draw, HIDDEN_MS);
  if (!context || !sight) return;
  const next = sceneOf(recording, sight, view, { wasDense: scene?.isDense ?? false, fonts });
  // It moves by whole rows of pixels: until then it is the same picture.
  if (!isStale && next.from === scene?.from) return;
  scene = next;
  isStale = false;
  const { canvas } = context;
  const width = Math.round(sight.width * sight.ratio);
  const height = Math.round(sight.height * sight.ratio);
  if (width <= 0 || next.height <= 0) return;
  // To be given a size empties a canvas, even where it is the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const followed = following.at(next);
  // Beside what brings no price, none is followed.
  const tick = opened && following.chosen === null && following.pointed === null ? null : followed;
  const isWanted = opened !== null || following.isWanted;
  drawScene(context, next, layer, { tick, message: opened, isWanted });
}

function take(report: WireReport): void {
  if (report.market !== recording.market) close();
  recording.add(report);
  isStale = true;
  if (sought) seek(sought);
}

/** Where the picture stands: the present, or so long ago, ms. */
function look(end: number | null, span = view.span): void {
  view = { end, back: end === null ? 0 : recording.now - end, span };
  reply({ type: 'view', view });
  if (areDetailsWanted) tellDetails();
}

/** Of a run that is over its last prices are seen, and not how its connections were closed. */
function holdLast(): void {
  const last = recording.pricedAt || recording.crossedAt;
  look(last > 0 ? last + view.span / 10 : null);
}

/** Whatever it is, and however long ago, it comes into sight. */
function open(message: WireMessage | undefined): void {
  if (!message) return;
  opened = message;
  following.chosen = message.seqs[0] ?? null;
  const stands = view.end ?? recording.now;
  const { sentAt, arrivedAt } = message;
  const isInSight = (arrivedAt ?? sentAt) <= stands && sentAt >= stands - view.span;
  look(isInSight ? stands : sentAt + view.span / 2);
  reply({ type: 'opened', opened: openedOf(recording, sight?.techniques ?? [], message) });
}

function close(): void {
  opened = null;
  following.chosen = null;
}

function seek(what: Sought): void {
  // What a lane began with is known for longer than all else.
  const { first = [] } = recording.lanes.get(what.technique) ?? {};
  const found = findSought(recording.messages.entries, what) ?? findSought(first, what);
  sought = found ? null : what;
  reply({ type: 'awaited', sought });
  open(found);
}

function step(by: 1 | -1): void {
  const all = recording.messages.entries.filter(({ technique }) => sight?.techniques.includes(technique));
  const at = opened ? all.findIndex(({ id }) => id === opened?.id) : all.length;
  open(all[Math.max(0, Math.min(all.length - 1, at + by))]);
}

function openFirst(technique: TechniqueId): void {
  const { first = [] } = recording.lanes.get(technique) ?? {};
  open(first.at(-1));
}

/** In one of the lanes, from the left. */
function openFollowed(): void {
  const tick = scene && following.at(scene);
  const [delivery] = tick ? (sight?.techniques ?? []).flatMap((id) => tick.lanes.get(id)?.message ?? []) : [];
  open(delivery);
}

function point(at: { x: number; y: number } | null): void {
  following.pointed = scene && at ? pointedAt(scene, at).seq : null;
}

function press(at: { x: number; y: number }): void {
  if (!scene) return;
  const { message, seq } = pointedAt(scene, at);
  if (message) open(message);
  else {
    following.chosen = seq;
    const tick = following.at(scene);
    if (tick && seq !== null) reply({ type: 'followed', followed: followedOf(scene, tick) });
  }
}

function follow(by: 1 | -1): void {
  const tick = scene && following.step(scene, by);
  if (!scene || !tick) return;
  if (tick.due < scene.from || tick.due > scene.to) look(tick.due + view.span / 2);
  reply({ type: 'followed', followed: followedOf(scene, tick) });
}

function tellDetails(): void {
  if (sight) reply({ type: 'details', details: detailsOf(recording, sight.techniques, view) });
}

function setVisible(isVisible: boolean): void {
  visible = isVisible;
  if (!visible || waiting === undefined) return;
  clearTimeout(waiting);
  draw();
}

function setDetails(areWanted: boolean): void {
  areDetailsWanted = areWanted;
  if (areWanted) tellDetails();
}

self.onmessage = ({ data }: MessageEvent<WireCommand>) => {
  isStale = true;
  switch (data.type) {
    case 'port':
      data.port.onmessage = ({ data: report }: MessageEvent<WireReport>) => take(report);
      return;
    case 'canvas':
      context = data.canvas.getContext('2d');
      return;
    case 'sight':
      sight = data.sight;
      return;
    case 'visible':
      return setVisible(data.visible);
    case 'hold':
      return look(recording.now - data.back);
    case 'holdLast':
      return holdLast();
    case 'live':
      return look(null);
    case 'span':
      return look(view.end, data.span);
    case 'point':
      return point(data.at);
    case 'press':
      return press(data.at);
    case 'follow':
      return follow(data.by);
    case 'openFollowed':
      return openFollowed();
    case 'open':
      return open(recording.messages.entries.find(({ id }) => id === data.id));
    case 'step':
      return step(data.by);
    case 'openFirst':
      return openFirst(data.technique);
    case 'close':
      close();
      return reply({ type: 'closed' });
    case 'seek':
      return seek(data.sought);
    case 'details':
      return setDetails(data.wanted);
  }
};

setInterval(() => {
  if (areDetailsWanted) tellDetails();
}, DETAILS_MS);
draw();
