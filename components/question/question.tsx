import type { PageRun } from '@/components/run/page-run';
import { useRecorded } from '@/components/ui/recorded';
import { useStore } from '@/components/ui/use-store';
import { presets, settingsOf } from '@/lib/scenario/presets';
import { GuessMade } from './guess';
import type { Asked } from './use-asked';

const inWords = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** What is asked, and in one sentence what this page is. */
export function Question({ run, asked }: { run: PageRun; asked: Asked }) {
  const { preset, isChanged } = asked;
  const { techniques } = useStore(run.setup).scenario;
  const isRecorded = useRecorded() !== undefined;
  const number = presets.indexOf(preset);
  const ask = (name: string) => {
    const chosen = presets.find((entry) => entry.name === name);
    if (chosen) run.begin(settingsOf(chosen));
  };
  const by = (step: number) => presets.at((number + step) % presets.length)?.name ?? preset.name;
  const count = techniques.length;
  return (
    <section aria-label="Question" className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-2 text-[.929rem] text-muted">
        <Turn label="Previous question" path="M10 3 5 8l5 5" onClick={() => ask(by(-1))} />
        <select
          aria-label="Scenario"
          value={preset.name}
          onChange={({ target }) => ask(target.value)}
          className="min-h-6 max-w-full cursor-pointer rounded-lg bg-page font-medium text-ink"
        >
          {presets.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <span className="whitespace-nowrap">
          question {number + 1} of {presets.length}
        </span>
        <Turn label="Next question" path="M6 3l5 5-5 5" onClick={() => ask(by(1))} />
        {isChanged && <span className="whitespace-nowrap">with settings of your own</span>}
      </div>
      <h1 className="mt-1 mb-2 text-[1.72rem] leading-[1.15] font-[650] tracking-[-.02em] text-balance text-ink sm:text-[2.14rem]">
        {preset.question}
      </h1>
      <GuessMade asked={asked} />
      <p className="mt-1.5 max-w-[60ch] text-muted">
        {inWords[count] ?? count} {count === 1 ? 'way' : 'ways'} for a server to get news to this page,{' '}
        {isRecorded ? 'recorded' : 'running now'} on one simulated stock ticker. Every figure is measured from
        the real traffic.
      </p>
    </section>
  );
}

function Turn({ label, path, onClick }: { label: string; path: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="grid size-6 cursor-pointer place-items-center rounded-lg text-ink hover:bg-sunken"
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    </button>
  );
}
