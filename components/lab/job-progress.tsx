'use client';

import { useEffect, useState } from 'react';
import { formatClock, formatCount, formatCountOf } from '@/lib/figures/format';
import { secondsLeft, shareDone } from '@/lib/load/job';
import type { LabState } from '@/lib/load/lab-state';
import { nameOf } from '@/lib/techniques';

type RunningJob = NonNullable<LabState['job']>;

/** How far the job is, as a bar and in words. */
export function JobProgress({ job }: { job: RunningJob }) {
  const [now, setNow] = useState(job.startedAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const load = job.loads[Math.min(job.index, job.loads.length - 1)];
  const done = shareDone(job);
  const left = secondsLeft(job, Math.max(0, now - job.startedAt) / 1000);
  if (!load) return null;
  const clients = formatCountOf(load.clients, 'client');
  const measurement = `${nameOf(load.technique)} with ${clients}, measurement ${Math.min(job.index + 1, job.loads.length)} of ${job.loads.length}`;

  return (
    <section
      aria-label="Job"
      className="flex flex-col gap-1.5 rounded-card border border-line bg-card px-4 py-3.5"
      data-phase={job.progress.phase}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        {/* Read out once for each measurement; the rest changes too often for that. */}
        <p role="status" className="font-semibold">
          {measurement}
        </p>
        <p className="text-muted">
          {job.stopping ? 'stopping' : `about ${formatClock(Math.ceil(left))} left (estimated)`}
        </p>
      </div>
      <progress
        aria-label="Progress of the job"
        aria-valuetext={`${Math.round(done * 100)} %, ${phaseInWords(job)}`}
        value={done}
        max={1}
        className="h-2 w-full appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
      />
      <p className="text-small text-muted">{phaseInWords(job)}</p>
    </section>
  );
}

function phaseInWords({ progress, loads, index }: RunningJob): string {
  const { phase, connected, delivered } = progress;
  switch (phase) {
    case 'starting':
      return 'starting a server of its own';
    case 'connecting':
      return `connecting: ${formatCount(connected)} of ${formatCountOf(loads[index]?.clients ?? connected, 'client')}`;
    case 'measuring':
      return `measuring: ${formatCountOf(delivered, 'tick')} delivered so far`;
  }
}
