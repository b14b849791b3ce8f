import type { IncomingMessage } from 'node:http';
import { cpus, totalmem } from 'node:os';
import type { Duplex } from 'node:stream';
import { isMeasured } from '@/lib/load/failure';
import { type LoadMessage, loadMessages } from '@/lib/load/messages';
import type { LoadProgress } from '@/lib/load/result';
import type { Machine } from '@/lib/load/result-schema';
import type { Load } from '@/lib/load/settings';
import { HttpError } from '../limits/errors';
import { onlyWebSocket } from '../limits/handshake';
import type { TrustedProxies } from '../limits/proxies';
import { outcomeOf } from '../load/outcome';
import { ServerChannel } from './channel';
import { LoadAccess } from './load-access';
import type { ChannelConnection } from './transport';
import { WebSocketTransport } from './websocket-transport';

/** The longest job takes less, bytes. */
const MAX_COMMAND = 64 * 1024;

/** A person presses a button. */
const COMMANDS = { perSecond: 5, atOnce: 20 };

/** Why a job was ended from outside. */
const STOPPED = 'stopped';

/** The load lab's channels. One job runs at a time on a server: two would measure each other. */
export class LoadChannels {
  private readonly transport = new WebSocketTransport(MAX_COMMAND);
  private readonly access: LoadAccess;
  private job: AbortController | null = null;

  /** @param token what others than this machine have to give */
  constructor(token: string | undefined, proxies: TrustedProxies | null) {
    this.access = new LoadAccess(token, proxies);
  }

  /** @param address of the client, whose wrong tokens are counted */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void {
    const isLocal = this.access.isLocal(request);
    this.transport.accept(request, socket, head, (connection) => this.serve(connection, isLocal, address));
  }

  /** What there is to say to who asks by a plain request. @throws HttpError always */
  explain(request: { readonly method?: string | undefined }): never {
    throw onlyWebSocket(request);
  }

  /** Ends the job, and all channels. */
  close(): void {
    this.job?.abort(STOPPED);
    this.transport.close();
  }

  private serve(connection: ChannelConnection, isLocal: boolean, address: string): void {
    const { access } = this;
    let isAllowed = isLocal;
    let own: AbortController | null = null;
    const stop = () => own?.abort(STOPPED);
    const greet = () => channel.send({ type: 'hello', runs: this.job !== null, machine: machine() });
    const channel = new ServerChannel(loadMessages, connection, COMMANDS, {
      heard: async (command) => {
        if (command.type === 'unlock') {
          access.unlock(command.token, address);
          isAllowed = true;
          greet();
        } else if (!isAllowed) throw access.refusal;
        else if (command.type === 'stop') stop();
        else {
          own = this.begin();
          const end = await run(command.loads, own.signal, (message) => channel.send(message));
          this.job = null;
          channel.send(end);
        }
      },
      closed: stop,
    });
    if (isAllowed) greet();
    else channel.send({ type: 'locked', message: access.refusal.message });
  }

  /** @throws HttpError 409 while a job runs */
  private begin(): AbortController {
    if (this.job)
      throw new HttpError(409, 'busy', 'Another measurement is running on this server; wait for its end.');
    this.job = new AbortController();
    return this.job;
  }
}

/** Measures one load after another. @returns what to say at the end */
async function run(
  loads: readonly Load[],
  signal: AbortSignal,
  tell: (message: LoadMessage) => void,
): Promise<LoadMessage> {
  try {
    for (const [index, load] of loads.entries()) {
      const onProgress = (progress: LoadProgress) => tell({ type: 'progress', index, progress });
      const outcome = await outcomeOf(load, { onProgress, signal });
      tell(
        isMeasured(outcome)
          ? { type: 'result', index, result: outcome }
          : { type: 'unmeasured', index, outcome },
      );
    }
    return { type: 'end', reason: 'done' };
  } catch (error) {
    if (signal.aborted) return { type: 'end', reason: 'stopped' };
    return { type: 'end', reason: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function machine(): Machine {
  const all = cpus();
  return { cpus: all.length, cpu: all[0]?.model.trim() ?? '', memory: totalmem(), node: process.version };
}
