import { recordedOn } from '@/components/ui/recorded';
import type { RunCommand, RunReport } from '@/lib/run/messages';

/** The page's end of an engine. */
export interface EngineWorker {
  tell(command: RunCommand): void;
  /** It reports nothing any more. */
  end(): void;
}

/** A worker that loads while nobody needs it yet. */
let spare: Worker | null = null;

/** Has the engine loaded at once: a page whose run begins by itself would else wait until all of it is ready. */
export function loadEngine(): void {
  if (typeof Worker !== 'undefined' && !recordedOn()) spare ??= createWorker();
}

function createWorker(): Worker {
  return new Worker(new URL('../../lib/run/worker.ts', import.meta.url), { type: 'module' });
}

/**
 * Starts an engine in a worker of its own; where there is no server, what was recorded takes its place.
 *
 * @param heard is called with each report
 */
export function startEngineWorker(heard: (report: RunReport) => void): EngineWorker {
  if (recordedOn()) return startPlayer(heard);
  const worker = spare ?? createWorker();
  spare = null;
  worker.onmessage = ({ data }: MessageEvent<RunReport>) => heard(data);
  return {
    tell: (command) => worker.postMessage(command, command.type === 'wire' ? [command.port] : []),
    end: () => worker.terminate(),
  };
}

function startPlayer(heard: (report: RunReport) => void): EngineWorker {
  const player = import('@/lib/playback/player').then(({ Player }) => new Player(heard));
  return {
    tell: (command) => void player.then((one) => one.tell(command)),
    end: () => void player.then((one) => one.end()),
  };
}
