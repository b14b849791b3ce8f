'use client';

import { useId } from 'react';
import { nearest } from './nearest';

/** A number that is turned by hand over useful values; a double click gives the default. */
export function Knob(props: {
  label: string;
  value: number;
  stops: readonly number[];
  standard: number;
  format: (value: number) => string;
  onChange: (value: number) => void;
}) {
  const { label, value, stops, standard, format, onChange } = props;
  const id = useId();
  const stop = nearest(stops, value);
  const share = stops.length > 1 ? stop / (stops.length - 1) : 0;
  return (
    <div className="grid min-w-max flex-1 grid-cols-[auto_auto] items-baseline gap-x-2.5 sm:max-w-60">
      <label htmlFor={id} className="text-small whitespace-nowrap text-muted">
        {label}
      </label>
      <output htmlFor={id} className="text-right font-semibold whitespace-nowrap">
        {format(value)}
      </output>
      <input
        id={id}
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={stop}
        aria-valuetext={format(value)}
        onChange={({ target }) => onChange(stops[Number(target.value)] ?? value)}
        onDoubleClick={() => onChange(standard)}
        className="knob col-span-2"
        style={{ '--share': share } as React.CSSProperties}
      />
    </div>
  );
}
