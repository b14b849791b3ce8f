import { Knob } from '@/components/ui/knob';
import { useStore } from '@/components/ui/use-store';
import { type KnobName, knobOf } from '@/lib/scenario/knobs';
import type { PageRun } from './page-run';

/** The settings that change the answer most. */
export function Knobs({ run, names }: { run: PageRun; names: readonly KnobName[] }) {
  const { scenario } = useStore(run.setup);
  return names.map((name) => {
    const knob = knobOf(name);
    return (
      knob && (
        <Knob
          key={name}
          {...knob}
          value={scenario[name]}
          onChange={(value) => run.change({ [name]: value })}
        />
      )
    );
  });
}
