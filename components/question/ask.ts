import type { PageRun } from '@/components/run/page-run';
import { type NamedPreset, presets, settingsOf } from '@/lib/scenario/presets';

/** Begins a new run with the settings of the next question, or of the one before, round and round. */
export function askBeside(run: PageRun, preset: NamedPreset, by: 1 | -1): void {
  const next = presets[(presets.indexOf(preset) + by + presets.length) % presets.length];
  if (next) run.begin(settingsOf(next));
}
