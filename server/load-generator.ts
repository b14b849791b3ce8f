// The process of a load generator: opens the clients, and tells its parent what they have received.
import { Crowd } from './load/crowd';
import type { GeneratorCommand, GeneratorReport } from './load/protocol';

/** How far it is, is told so often, ms. */
const PROGRESS_MS = 250;

let crowd: Crowd | undefined;
let cpu = process.cpuUsage();

process.on('message', (command: GeneratorCommand) => void obey(command));
// Without a parent there is nobody to measure for.
process.on('disconnect', () => process.exit());
say({ type: 'ready' });

setInterval(() => {
  if (crowd) say({ type: 'progress', connected: crowd.connected, delivered: crowd.delivered });
}, PROGRESS_MS).unref();

async function obey(command: GeneratorCommand): Promise<void> {
  switch (command.type) {
    case 'connect':
      crowd = new Crowd(command.target, command.clients, command.clock);
      try {
        await crowd.connect(command.withinMs);
        say({ type: 'connected' });
      } catch (error) {
        say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
      break;
    case 'count':
      crowd?.count(command.window);
      break;
    case 'began':
      cpu = process.cpuUsage();
      crowd?.begin();
      break;
    case 'finish': {
      const { user, system } = process.cpuUsage(cpu);
      const found = await crowd?.finish(command.withinMs);
      if (found) say({ type: 'found', found: { ...found, cpuSeconds: (user + system) / 1e6 } });
      break;
    }
  }
}

function say(report: GeneratorReport): void {
  if (process.connected) process.send?.(report);
}
