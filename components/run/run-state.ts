import type { Status } from '@/lib/run/snapshot';

/** What a run is doing, in words. */
export const statusWords: Record<Status['kind'], string> = {
  connecting: 'connecting',
  running: 'running',
  draining: 'fetching the last prices',
  paused: 'paused',
  finished: 'finished',
  replaced: 'stopped',
  offline: 'server not answering',
  refused: 'no market',
};

/** Whether a run is over for good. */
export const isOver = (kind: Status['kind']) => kind === 'finished' || kind === 'replaced';
