import { Child } from './child';
import type { LoadTarget } from './load-target';
import type { ServerCommand, ServerFigures, ServerReport, Window } from './protocol';

/** A server that can be put under load, in a process of its own. */
export interface Subject {
  target: LoadTarget;
  /** What has to be added to the machine's monotonic clock to have the `at` of its ticks, ms. */
  clock: number;
  /** Resident memory, bytes. */
  memory(): Promise<number>;
  /** Lets it tick. @returns which ticks will be measured */
  begin(warmUpMs: number, seconds: number): Promise<Window>;
  /** Waits for the measured part to begin. */
  began(): Promise<void>;
  /** Waits for its end. @returns what it has cost */
  figures(): Promise<ServerFigures>;
  /** Ends the process, and waits until it has ended. */
  end(): Promise<void>;
}

/** A subject that is a Node process with a probe. It has not said yet that it is ready. */
export class NodeSubject {
  private readonly child: Child<ServerCommand, ServerReport>;

  /** @param file a TypeScript file that calls `probe` */
  constructor(name: string, file: string, args: readonly string[] = []) {
    this.child = new Child(name, file, args);
  }

  async ready(): Promise<Subject> {
    const { child } = this;
    const { target, clock } = await child.next('ready');
    return {
      target,
      clock,
      memory: async () => {
        child.say({ type: 'memory' });
        return (await child.next('memory')).rss;
      },
      begin: async (warmUpMs, seconds) => {
        child.say({ type: 'begin', warmUpMs, seconds });
        return (await child.next('window')).window;
      },
      began: async () => {
        await child.next('began');
      },
      figures: async () => (await child.next('figures')).figures,
      end: () => child.end(),
    };
  }

  end(): Promise<void> {
    return this.child.end();
  }
}
