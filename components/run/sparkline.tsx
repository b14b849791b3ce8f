import type { TechniqueId } from '@/lib/techniques';
import type { PageRun } from './page-run';

/** Room for the live line of a figure. */
export function Sparkline(_props: {
  run: PageRun;
  id: TechniqueId;
  figure: 'latency' | 'requests' | 'bytes';
}) {
  return <svg aria-hidden="true" className="h-6 w-full @max-[18.5rem]:h-3.5" />;
}
