'use client';

import { useEffect, useRef } from 'react';
import { TechniqueMark } from '@/components/ui/technique-style';
import type { Technique } from '@/lib/techniques';
import type { WireMessage } from '@/lib/wire/message';
import { type Arrow, arrowAt, drawScene } from './draw';
import type { WireStore } from './wire-store';

/** Which part of the last 30 s is in sight. */
export interface View {
  /** The moment at the lower edge, server epoch ms; null follows the present. */
  end: number | null;
  /** From the upper to the lower edge, ms. */
  span: number;
}

const palette = ['strong', 'line', 'muted', 'accent', 'down'];

/** Lifelines of browser and server for each lane, on one time axis, with an arrow for all that crosses. */
export function Diagram(props: {
  store: WireStore;
  techniques: readonly Technique[];
  view: View;
  selected: WireMessage | null;
  onSelect: (message: WireMessage) => void;
}) {
  const { techniques } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const swatches = useRef<HTMLDivElement>(null);
  const arrows = useRef<Arrow[]>([]);
  const pointed = useRef<WireMessage | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    let frame = 0;
    let colors: Record<string, string> = {};
    let colorsAt = 0;
    const draw = (time: number) => {
      frame = requestAnimationFrame(draw);
      const { store, view, selected, techniques: shown } = latest.current;
      const { clientWidth: width, clientHeight: height } = element;
      const ratio = window.devicePixelRatio;
      if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
        element.width = Math.round(width * ratio);
        element.height = Math.round(height * ratio);
      }
      // A canvas knows nothing of the theme: the colours are read from elements that have them.
      if (time - colorsAt > 500) {
        colors = readColors(swatches.current);
        colorsAt = time;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const { now } = store;
      const to = view.end ?? now;
      const { seqs } = pointed.current ?? selected ?? { seqs: [] };
      arrows.current = drawScene(context, {
        messages: store.messages,
        asked: store.asked.values(),
        techniques: shown.map(({ id }) => id),
        from: to - view.span,
        to,
        now,
        startedAt: store.startedAt,
        width,
        height,
        rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
        colors,
        seq: seqs[0] ?? null,
        selected: selected?.id ?? null,
      });
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, []);

  const find = ({ nativeEvent }: React.MouseEvent) =>
    arrowAt(arrows.current, nativeEvent.offsetX, nativeEvent.offsetY)?.message ?? null;

  return (
    <div>
      <div ref={swatches} hidden>
        {palette.map((name) => (
          <i key={name} data-name={name} style={{ color: `var(--color-${name})` }} />
        ))}
        {techniques.map(({ id }) => (
          <i key={id} data-name={id} style={{ color: `var(--${id})` }} />
        ))}
      </div>
      <div className="flex pl-[3rem]" aria-hidden="true">
        {techniques.map(({ id, name }) => (
          <div key={id} className="min-w-0 flex-1 text-center">
            <p className="flex items-center justify-center gap-1.5 truncate font-semibold">
              <TechniqueMark id={id} />
              <span className="truncate max-sm:hidden">{name}</span>
            </p>
            <p className="mx-[6%] flex justify-between text-xs text-muted max-sm:hidden">
              <span>browser</span>
              <span>server</span>
            </p>
          </div>
        ))}
      </div>
      <canvas
        ref={canvas}
        className="block h-[26rem] w-full cursor-crosshair"
        role="img"
        aria-label="Sequence diagram of what crosses the connections; the table below has the same in words"
        onMouseMove={(event) => {
          pointed.current = find(event);
        }}
        onMouseLeave={() => {
          pointed.current = null;
        }}
        onClick={(event) => {
          const message = find(event);
          if (message) props.onSelect(message);
        }}
      />
    </div>
  );
}

function readColors(swatches: HTMLElement | null): Record<string, string> {
  const colors: Record<string, string> = {};
  for (const element of swatches?.querySelectorAll<HTMLElement>('[data-name]') ?? []) {
    colors[element.dataset.name ?? ''] = getComputedStyle(element).color;
  }
  return colors;
}
