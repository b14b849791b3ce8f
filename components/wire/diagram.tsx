'use client';

import { useEffect, useRef } from 'react';
import { TechniqueMark } from '@/components/ui/technique-style';
import type { WireMessage } from '@/lib/capture/message';
import type { Technique } from '@/lib/techniques';
import type { DiagramCommand } from './diagram-worker';
import { type Look, messageAt, type Sight, sceneOf, type View } from './scene';
import type { WireStore } from './wire-store';

/** Size, colours and font size of the page are looked at again so often, ms. */
const LOOK_MS = 500;

const palette = ['strong', 'line', 'muted', 'ink', 'bad'];

/**
 * Lifelines of browser and server for each lane, on one time axis, with an arrow for all that crosses. They are drawn
 * in a worker of their own, so that they move smoothly whatever else the page is doing.
 */
export function Diagram(props: {
  store: WireStore;
  techniques: readonly Technique[];
  view: View;
  selected: WireMessage | null;
  onSelect: (message: WireMessage) => void;
}) {
  const { store, techniques, view, selected, onSelect } = props;
  const place = useRef<HTMLDivElement>(null);
  const swatches = useRef<HTMLDivElement>(null);
  const sight = useRef<Sight | null>(null);
  const pointed = useRef<WireMessage | null>(null);
  const look = useRef<() => void>(() => {});

  const chosen = useRef({ techniques, view, selected });
  useEffect(() => {
    chosen.current = { techniques, view, selected };
    look.current();
  }, [techniques, view, selected]);

  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    const worker = new Worker(new URL('./diagram-worker.ts', import.meta.url), { type: 'module' });
    const send = (command: DiagramCommand, transfer: Transferable[] = []) =>
      worker.postMessage(command, transfer);
    // A canvas can be handed over once: each worker is given its own.
    const element = document.createElement('canvas');
    element.className = 'absolute inset-0 size-full';
    parent.append(element);
    const canvas = element.transferControlToOffscreen();
    send({ type: 'canvas', canvas }, [canvas]);

    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)');
    let said = '';
    look.current = () => {
      sight.current = {
        techniques: chosen.current.techniques.map(({ id }) => id),
        view: chosen.current.view,
        width: parent.clientWidth,
        height: parent.clientHeight,
        ratio: window.devicePixelRatio,
        look: readLook(swatches.current),
        seq: (pointed.current ?? chosen.current.selected)?.seqs[0] ?? null,
        selected: chosen.current.selected?.id ?? null,
        still: isStill.matches,
      };
      const says = JSON.stringify(sight.current);
      if (says !== said) send({ type: 'sight', sight: sight.current });
      said = says;
    };
    look.current();
    const timer = setInterval(look.current, LOOK_MS);
    const stopListening = store.listen((report) => send({ type: 'wire', report }));
    const observer = new IntersectionObserver(([entry]) => {
      send({ type: 'visible', visible: entry?.isIntersecting ?? true });
    });
    observer.observe(parent);
    return () => {
      clearInterval(timer);
      stopListening();
      observer.disconnect();
      worker.terminate();
      element.remove();
      look.current = () => {};
    };
  }, [store]);

  const find = ({ nativeEvent: { offsetX, offsetY } }: React.MouseEvent) =>
    sight.current && messageAt(sceneOf(store, sight.current), offsetX, offsetY);
  const point = (message: WireMessage | null) => {
    if (message === pointed.current) return;
    pointed.current = message;
    look.current();
  };

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
            <p className="mx-[6%] flex justify-between text-small text-muted max-sm:hidden">
              <span>browser</span>
              <span>server</span>
            </p>
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard, Previous and Next reach every arrow, and the table those in sight */}
      <div
        ref={place}
        className="relative h-[26rem] w-full cursor-crosshair"
        role="img"
        aria-label="Sequence diagram of what crosses the connections; the table below has the same in words"
        onMouseMove={(event) => point(find(event))}
        onMouseLeave={() => point(null)}
        onClick={(event) => {
          const message = find(event);
          if (message) onSelect(message);
        }}
      />
    </div>
  );
}

/** A canvas knows nothing of the theme: its colours are read from elements that have them. */
function readLook(swatches: HTMLElement | null): Look {
  const colors: Record<string, string> = {};
  for (const element of swatches?.querySelectorAll<HTMLElement>('[data-name]') ?? []) {
    colors[element.dataset.name ?? ''] = getComputedStyle(element).color;
  }
  return { rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize), colors };
}
