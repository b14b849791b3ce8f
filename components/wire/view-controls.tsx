import { Button } from '@/components/ui/button';
import { Choice } from '@/components/ui/choice';
import type { View } from './scene';
import { KEPT_MS, type WireStore } from './wire-store';

const spans = { '1': '1 s', '3': '3 s', '10': '10 s', '30': '30 s' } as const;

/** Holds the diagram or lets it go on, scrolls it back, steps from exchange to exchange, and zooms. */
export function ViewControls(props: {
  store: WireStore;
  view: View;
  onChange: (view: View) => void;
  onStep: (by: 1 | -1) => void;
}) {
  const { store, view, onChange, onStep } = props;
  // Negative, s.
  const back = view.end === null ? 0 : Math.max(-KEPT_MS, view.end - store.now) / 1000;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button onClick={() => onChange({ ...view, end: view.end === null ? store.now : null })}>
        {view.end === null ? 'Hold' : 'Live'}
      </Button>
      <Button onClick={() => onStep(-1)}>Previous</Button>
      <Button onClick={() => onStep(1)}>Next</Button>
      <label className="flex min-w-40 flex-1 items-center gap-2">
        <span className="whitespace-nowrap text-small text-muted">Back in time</span>
        <input
          type="range"
          min={-KEPT_MS / 1000}
          max={0}
          step={0.1}
          value={back}
          aria-valuetext={view.end === null ? 'live' : `${back.toFixed(1)} s`}
          onChange={({ target }) => {
            const ms = Number(target.value) * 1000;
            onChange({ ...view, end: ms === 0 ? null : store.now + ms });
          }}
          className="h-5 w-full cursor-pointer accent-ink"
        />
      </label>
      <Choice
        label="Time in sight"
        value={String(view.span / 1000) as keyof typeof spans}
        options={spans}
        onChange={(span) => onChange({ ...view, span: Number(span) * 1000 })}
      />
    </div>
  );
}
