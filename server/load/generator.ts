import type { Speak } from './client';
import { Crowd } from './crowd';
import type { GeneratorCommand, GeneratorReport } from './protocol';

/** How far it is, is told so often, ms. */
const PROGRESS_MS = 250;

/**
 * Makes this process a load generator: opens clients when its parent says so, and tells it what they have received.
 *
 * @param speak knows each protocol that a target may have
 */
export function generateLoad(speak: ReadonlyMap<string, Speak>): void {
  const generator = new Generator(speak);
  process.on('message', (command: GeneratorCommand) => void generator.obey(command));
  // Without a parent there is nobody to measure for.
  process.on('disconnect', () => process.exit());
  say({ type: 'ready' });
  setInterval(() => generator.tell(), PROGRESS_MS).unref();
}

class Generator {
  private readonly speak: ReadonlyMap<string, Speak>;
  private crowd: Crowd | undefined;
  private cpu = process.cpuUsage();

  constructor(speak: ReadonlyMap<string, Speak>) {
    this.speak = speak;
  }

  tell(): void {
    const { crowd } = this;
    if (crowd) say({ type: 'progress', connected: crowd.connected, delivered: crowd.delivered });
  }

  async obey(command: GeneratorCommand): Promise<void> {
    switch (command.type) {
      case 'connect':
        try {
          this.open(command);
          await this.crowd?.connect(command.withinMs, command.first);
          say({ type: 'connected' });
        } catch (error) {
          fail(error);
        }
        break;
      case 'connect-others':
        try {
          await this.crowd?.connect(command.withinMs);
          say({ type: 'connected' });
        } catch (error) {
          fail(error);
        }
        break;
      case 'count':
        this.crowd?.count(command.window);
        break;
      case 'began':
        this.cpu = process.cpuUsage();
        this.crowd?.begin();
        break;
      case 'finish': {
        const { user, system } = process.cpuUsage(this.cpu);
        const found = await this.crowd?.finish(command.withinMs);
        if (found) say({ type: 'found', found: { ...found, cpuSeconds: (user + system) / 1e6 } });
        break;
      }
    }
  }

  private open({ target, clients, clock }: Extract<GeneratorCommand, { type: 'connect' }>): void {
    const speak = this.speak.get(target.protocol);
    if (!speak) throw new Error(`this load generator does not speak ${target.protocol}`);
    this.crowd = new Crowd(target, speak, clients, clock);
  }
}

function fail(error: unknown): void {
  say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
}

function say(report: GeneratorReport): void {
  if (process.connected) process.send?.(report);
}
