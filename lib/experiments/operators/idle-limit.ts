import { formatMs } from '@/lib/figures/format';
import { operatorExperiment, type RunVerdict } from './operator-experiment';
import { IDLE_LIMIT_MS } from './proxies';
import type { Run } from './run';

/** How long the connections are watched, ms. */
const WATCHED_MS = 8000;

const HEARTBEAT_MS = 1000;

/** A connection behind the proxy. */
export interface Watched {
  name: string;
  hasHeartbeat: boolean;
  /** When it opened and when it was first lost, ms from the beginning of the run; null if it never was. */
  opened: number | null;
  lost: number | null;
  /** For how long it has been watched, ms. */
  watched: number;
}

const lanes = [
  { name: 'SSE, silent', kind: 'stream', hasHeartbeat: false },
  { name: 'SSE, a comment every second', kind: 'stream', hasHeartbeat: true },
  { name: 'WebSocket, silent', kind: 'socket', hasHeartbeat: false },
  { name: 'WebSocket, a ping every second', kind: 'socket', hasHeartbeat: true },
] as const;

/** A proxy that closes what is silent: four connections behind it on which no price ever comes. */
export const idleLimit = operatorExperiment<readonly Watched[]>({
  id: 'idle-limit',
  seconds: WATCHED_MS / 1000,
  market: { rate: 0, symbols: 1 },

  async measure(run, show) {
    const began = performance.now();
    const watched: Watched[] = lanes.map(({ name, hasHeartbeat }) => ({
      name,
      hasHeartbeat,
      opened: null,
      lost: null,
      watched: 0,
    }));
    lanes.forEach((lane, index) => {
      const connection = watched[index];
      if (!connection) return;
      open(run, lane, {
        opened: () => {
          connection.opened ??= performance.now() - began;
        },
        lost: () => {
          connection.lost ??= performance.now() - began;
        },
      });
    });
    while (performance.now() - began < WATCHED_MS) {
      await run.sleep(250);
      for (const connection of watched) connection.watched = performance.now() - began;
      show(watched.map((connection) => ({ ...connection })));
    }
    return watched;
  },

  table: (connections) => ({
    columns: ['State', 'Stood for'],
    rows: connections.map((connection) => ({
      name: connection.name,
      cells: [stateOf(connection), formatMs(stoodFor(connection))],
    })),
  }),

  verdict: idleLimitVerdict,
});

function open(
  run: Run,
  { kind, hasHeartbeat }: (typeof lanes)[number],
  { opened, lost }: { opened: () => void; lost: () => void },
): void {
  const heartbeat = hasHeartbeat ? HEARTBEAT_MS : 0;
  const address = run.through('idle', kind, kind, { heartbeat });
  if (kind === 'stream') {
    const source = new EventSource(address);
    source.onopen = opened;
    // It would come back by itself, and be closed again.
    source.onerror = () => {
      source.close();
      lost();
    };
    run.signal.addEventListener('abort', () => source.close());
    return;
  }
  const socket = run.socket(address);
  socket.onopen = opened;
  socket.onclose = () => {
    if (!run.signal.aborted) lost();
  };
  run.signal.addEventListener('abort', () => socket.close());
}

function stateOf({ opened, lost }: Watched): string {
  if (lost !== null) return opened === null ? 'never opened' : 'closed by the proxy';
  return opened === null ? 'connecting' : 'open';
}

function stoodFor({ opened, lost, watched }: Watched): number | null {
  return opened === null ? null : (lost ?? watched) - opened;
}

/** Silent connections are closed at the limit, and those with a heartbeat outlive it. */
export function idleLimitVerdict(connections: readonly Watched[]): RunVerdict {
  const unopened = connections.find(({ opened }) => opened === null);
  if (unopened) return { kind: 'cannot tell', words: `${unopened.name}: it did not open.` };
  const told = connections.map(
    (connection) =>
      `${connection.name}: ${connection.lost === null ? 'still open' : 'closed'} after ${formatMs(stoodFor(connection))}`,
  );
  const isSo = connections.every(({ hasHeartbeat, lost }) => (lost === null) === hasHeartbeat);
  const words = `${told.join('; ')}. The proxy closes what has heard nothing from the server for ${formatMs(IDLE_LIMIT_MS)}.`;
  return { kind: isSo ? 'so' : 'not so', words };
}
