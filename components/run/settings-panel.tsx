import { SidePanel } from '@/components/ui/side-panel';
import type { PageRun } from './page-run';
import { Settings } from './settings';

/** All settings of a run, beside what they change. */
export function SettingsPanel({ run, onClose }: { run: PageRun; onClose: () => void }) {
  return (
    <SidePanel title="All settings" onClose={onClose}>
      <Settings run={run} />
    </SidePanel>
  );
}
