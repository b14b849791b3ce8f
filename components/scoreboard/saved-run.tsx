import { useRef } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import {
  type Compared,
  differentSettings,
  nameOfSegment,
  openSavedRun,
  originOfSaved,
} from '@/lib/run/saved-run';
import type { Scenario } from '@/lib/scenario/scenario';

/** Has a person choose a file with a saved run, to compare the present one with. */
export function OpenSavedRun({ run }: { run: PageRun }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void openSavedRun(file).then((opened) => run.compareWith(opened));
          // The same file can be chosen again.
          target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>Open a saved run…</Button>
    </>
  );
}

/** Where the saved figures come from, and which settings they do not have in common with those of now. */
export function ComparedRun(props: { run: PageRun; compared: Compared; now: Scenario | null }) {
  const { run, compared, now } = props;
  const { segments, link } = compared.run;
  const segment = segments[compared.segment];
  const differences = segment && now ? differentSettings(segment, now) : [];
  return (
    <section
      aria-label="Saved run"
      className="mb-1 flex flex-wrap items-center gap-1.5 text-small text-muted"
    >
      <p className="min-w-0 flex-1">
        Saved: {originOfSaved(compared.run, compared.segment).join('; ')};{' '}
        <a href={link} target="_blank" rel="noreferrer" className="break-all underline">
          {link}
        </a>
        .{' '}
        {differences.length === 0
          ? 'All settings are those of now.'
          : `Other settings, so this is no comparison of techniques: ${differences
              .map(({ name, saved, now }) => `${name} ${saved ?? 'not in the file'}, now ${now}`)
              .join('; ')}.`}
      </p>
      {segments.length > 1 && (
        <Select
          label="Saved segment"
          value={String(compared.segment)}
          options={Object.fromEntries(segments.map((one, i) => [String(i), nameOfSegment(one, i)]))}
          onChange={(chosen) => run.compared.set({ ...compared, segment: Number(chosen) })}
        />
      )}
      <Button onClick={() => run.compared.set(null)}>Close saved run</Button>
    </section>
  );
}
