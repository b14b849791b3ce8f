import type { TechniqueFigures } from '@/lib/channel/control-messages';
import type { Batch } from '../feed/batch';
import type { MeteredConnection } from './meter';

/** What one technique of one market has cost so far, connections that are still busy included. */
export class Account {
  requests = 0;
  empty = 0;
  connections = 0;
  messages = 0;
  payload = 0;
  private up = 0;
  private down = 0;
  private readonly busy = new Set<MeteredConnection>();

  /** A batch was given to a client. */
  delivered({ ticks, payload }: Batch): void {
    this.messages += ticks.length;
    this.payload += payload;
  }

  attach(connection: MeteredConnection): void {
    this.busy.add(connection);
  }

  /** @param up bytes from the browser @param down bytes to the browser */
  settle(connection: MeteredConnection, up: number, down: number): void {
    this.busy.delete(connection);
    this.up += up;
    this.down += down;
  }

  /** Bytes are of TCP payload, both ways, up to this moment. */
  read(): TechniqueFigures {
    let { up, down } = this;
    for (const connection of this.busy) {
      const since = connection.unsettled();
      up += since.up;
      down += since.down;
    }
    const { requests, empty, connections, messages, payload } = this;
    return { requests, empty, connections, messages, payload, up, down };
  }
}
