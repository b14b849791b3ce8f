'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { useStore } from '@/components/ui/use-store';
import { formatMs } from '@/lib/figures/format';
import type { ShownTechnique } from '@/lib/techniques';
import { looksOf, palette, whenLooksChange } from './looks';
import { GUTTER } from './scene';
import type { WireView } from './wire-view';

/**
 * Lifelines of browser and server for each lane, on one time axis, with an arrow for all that crosses; now is at the
 * bottom. It is as large as `className` and its parent let it be, and is drawn in a worker of its own, so that it moves
 * smoothly whatever else the page is doing. Names of the lanes stand above it, in columns of the same widths.
 *
 * @param props.symbol the stock whose prices are followed through all lanes
 * @param props.tellsLateness whether it says of that price how late each lane had it
 * @param props.gutter room for the time at the left, CSS pixels; below 40 there are no words in it
 */
export function Diagram(props: {
  wire: WireView;
  techniques: readonly ShownTechnique[];
  symbol: string;
  tellsLateness?: boolean;
  gutter?: number;
  className?: string;
}) {
  const { wire, techniques, symbol, tellsLateness = true, gutter = GUTTER, className = '' } = props;
  const picture = useRef<HTMLDivElement>(null);
  const swatches = useRef<HTMLDivElement>(null);

  const look = useEffectEvent(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = picture.current ?? {};
    const ids = techniques.map(({ id }) => id);
    const { colors, ...looks } = looksOf(swatches.current);
    const own = Object.fromEntries(techniques.map(({ id, alias = id }) => [id, colors[alias] ?? '']));
    const lanes = { colors: { ...colors, ...own }, techniques: ids };
    wire.see({ ...looks, ...lanes, symbol, tellsLateness, width, height, gutter });
  });
  useEffect(() => look());

  useEffect(() => {
    const parent = picture.current;
    if (!parent) return;
    // A canvas can be handed over once: each worker is given its own.
    const element = document.createElement('canvas');
    element.className = 'absolute inset-0 size-full';
    parent.append(element);
    const close = wire.open(element.transferControlToOffscreen());
    look();
    const stopLooking = whenLooksChange(parent, () => look());
    const observer = new IntersectionObserver(([entry]) => wire.setVisible(entry?.isIntersecting ?? true));
    observer.observe(parent);
    return () => {
      observer.disconnect();
      stopLooking();
      close();
      element.remove();
    };
  }, [wire]);

  return (
    <div className={`relative overflow-hidden ${className}`}>
      <div ref={swatches} hidden>
        {palette.map((name) => (
          <i key={name} data-name={name} style={{ color: `var(--color-${name})` }} />
        ))}
        {techniques.map(({ id, alias = id }) => (
          <i key={id} data-name={alias} style={{ color: `var(--${alias})` }} />
        ))}
      </div>
      <div
        ref={picture}
        role="img"
        aria-label="Sequence diagram of the traffic of each lane; time runs down"
        className="absolute inset-0"
      />
      <Pointing wire={wire} />
      <FollowedInWords wire={wire} techniques={tellsLateness ? techniques : []} />
    </div>
  );
}

/** Takes what is done to the picture, by pointer or by keyboard. */
function Pointing({ wire }: { wire: WireView }) {
  return (
    <button
      type="button"
      aria-label="Follow a price through all lanes: Arrow up and Arrow down choose another, Enter shows its bytes"
      className="absolute inset-0 cursor-crosshair -outline-offset-2!"
      onPointerMove={({ pointerType, nativeEvent: { offsetX: x, offsetY: y } }) => {
        if (pointerType !== 'touch') wire.point({ x, y });
      }}
      onPointerLeave={() => wire.point(null)}
      onClick={({ detail, nativeEvent: { offsetX: x, offsetY: y } }) => {
        // Pressed by keyboard it is pressed nowhere.
        if (detail === 0) wire.read();
        else wire.press({ x, y });
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
        if (by === null) return;
        event.preventDefault();
        wire.follow(by);
      }}
    />
  );
}

/** For who does not see the picture: the price that was chosen, and how late each of these lanes had it. */
function FollowedInWords(props: { wire: WireView; techniques: readonly ShownTechnique[] }) {
  const followed = useStore(props.wire.followed);
  const lanes = props.techniques.flatMap(({ id, name }) => {
    const found = followed?.lanes.find(({ technique }) => technique === id);
    return found ? `${name} ${found.late === null ? 'not yet' : formatMs(found.late)}` : [];
  });
  return (
    <p role="status" aria-label="Followed price" className="sr-only">
      {followed &&
        `${followed.symbol} ${followed.price.toFixed(2)}${lanes.length > 0 ? `: ${lanes.join(', ')}` : ''}`}
    </p>
  );
}
