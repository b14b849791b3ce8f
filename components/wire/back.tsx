'use client';

import { Button } from '@/components/ui/button';
import { useStore } from '@/components/ui/use-store';
import { KEPT_MS } from './recording';
import type { WireView } from './wire-view';

/** Scrolls the diagram back, and steps from exchange to exchange. */
export function Back({ wire }: { wire: WireView }) {
  const { end, back } = useStore(wire.view);
  // Negative, s.
  const seconds = end === null ? 0 : -Math.min(KEPT_MS, back) / 1000;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button onClick={() => wire.step(-1)}>Previous</Button>
      <Button onClick={() => wire.step(1)}>Next</Button>
      <label className="flex min-w-40 flex-1 items-center gap-2">
        <span className="text-small whitespace-nowrap text-muted">Back in time</span>
        <input
          type="range"
          min={-KEPT_MS / 1000}
          max={0}
          step={0.1}
          value={seconds}
          aria-valuetext={end === null ? 'live' : `${seconds.toFixed(1)} s`}
          onChange={({ target }) => {
            const ms = -Number(target.value) * 1000;
            if (ms === 0) wire.goLive();
            else wire.hold(ms);
          }}
          className="h-6 w-full cursor-pointer accent-ink"
        />
      </label>
    </div>
  );
}
