import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The real server, in a process of its own. */
export interface ServerProcess {
  origin: string;
  port: number;
  child: ChildProcess;
  /** Ends it, and waits until it has. @returns its exit code, null if the signal ended it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export function spawnServer(environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts the server as `npm start` does, by default on a free port, and waits until it says that it is ready. */
export async function startServer(environment: Record<string, string> = {}): Promise<ServerProcess> {
  const child = spawnServer(environment);
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const read = (text: Buffer) => {
      output += text;
      const ready = /ready: http:\/\/[^:]+:(\d+)/.exec(output);
      if (ready) resolve(Number(ready[1]));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`the server ended: ${output}`)));
  });
  return {
    origin: `http://localhost:${port}`,
    port,
    child,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill(signal);
        await exited;
      }
      return child.exitCode;
    },
  };
}
