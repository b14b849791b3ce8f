'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Floating } from '@/components/ui/floating';
import { useRecorded } from '@/components/ui/recorded';
import { TechniqueSetting } from '@/components/ui/technique-setting';
import { useStore } from '@/components/ui/use-store';
import type { PageRun } from './page-run';

/** Which techniques run side by side. */
export function AddTechnique({ run }: { run: PageRun }) {
  const { scenario } = useStore(run.setup);
  const isRecorded = useRecorded() !== undefined;
  return (
    <Floating
      label="Techniques"
      className="p-3"
      opener={(attributes) => (
        <Button
          {...attributes}
          square
          aria-label="Add or remove techniques"
          className="border-dashed"
          disabled={isRecorded}
        >
          <Plus size={16} aria-hidden="true" />
        </Button>
      )}
    >
      <TechniqueSetting
        value={scenario.techniques}
        onChange={(chosen) => run.change({ techniques: chosen })}
      />
    </Floating>
  );
}
