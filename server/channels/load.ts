import type { IncomingMessage } from 'node:http';
import { cpus, totalmem } from 'node:os';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type LoadCommand, type LoadMessage, loadCommandSchema } from '@/lib/load/messages';
import type { Load } from '@/lib/load/settings';
import type { Target } from '../http/target';
import { explain, HttpError } from '../limits/errors';
import { RateLimit } from '../limits/rate';
import { measure } from '../load/measure';
import { checkLoadAccess } from './load-access';
import { dropWhenSilent } from './silent';

/** The longest job takes less, bytes. */
const MAX_COMMAND = 64 * 1024;

/** A person presses a button. */
const COMMANDS_PER_SECOND = 5;
const COMMANDS_AT_ONCE = 20;

/** How long a dead connection, and with it its job, may go unnoticed, ms. */
const HEARTBEAT_MS = 15_000;

/** Why a job was ended from outside. */
const STOPPED = 'stopped';

/** The load lab's WebSockets. One job runs at a time on a server: two would measure each other. */
export class LoadChannels {
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_COMMAND,
  });
  private readonly token: string | undefined;
  private job: AbortController | null = null;

  /** @param token what others than this machine have to give */
  constructor(token: string | undefined) {
    this.token = token;
  }

  /** @throws HttpError 403 where the client may not measure */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, target: Target): void {
    checkLoadAccess(request, target, this.token);
    this.server.handleUpgrade(request, socket, head, (client) => this.serve(client));
  }

  /** What there is to say to who asks by a plain request, as a page does to learn why it was refused. @throws HttpError always */
  explain(request: IncomingMessage, target: Target): never {
    checkLoadAccess(request, target, this.token);
    throw new HttpError(426, 'upgrade_required', 'This address speaks WebSocket only.', {
      Upgrade: 'websocket',
    });
  }

  /** Ends the job, and all channels. */
  close(): void {
    this.job?.abort(STOPPED);
    for (const client of this.server.clients) client.close(1001, 'the server is stopping');
  }

  private serve(client: WebSocket): void {
    const commands = new RateLimit(COMMANDS_PER_SECOND, COMMANDS_AT_ONCE);
    let own: AbortController | null = null;
    const stop = () => own?.abort(STOPPED);
    const start = async (loads: readonly Load[]) => {
      if (this.job)
        throw new HttpError(409, 'busy', 'Another measurement is running on this server; wait for its end.');
      const job = new AbortController();
      own = job;
      this.job = job;
      const end = await run(loads, job.signal, (message) => send(client, message));
      this.job = null;
      send(client, end);
    };

    client.on('message', (data) => {
      if (!commands.take()) {
        client.close(1008, 'too many commands');
        return;
      }
      try {
        const command = parseCommand(data.toString());
        if (command.type === 'stop') stop();
        else start(command.loads).catch((error) => refuse(client, error));
      } catch (error) {
        refuse(client, error);
      }
    });
    client.on('error', () => client.terminate());
    client.once('close', stop);
    dropWhenSilent(client, HEARTBEAT_MS);
    send(client, { type: 'hello', runs: this.job !== null, machine: machine() });
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
      const onProgress = (progress: Extract<LoadMessage, { type: 'progress' }>['progress']) =>
        tell({ type: 'progress', index, progress });
      tell({ type: 'result', index, result: await measure(load, { onProgress, signal }) });
    }
    return { type: 'end', reason: 'done' };
  } catch (error) {
    if (signal.aborted) return { type: 'end', reason: 'stopped' };
    return { type: 'end', reason: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function send(client: WebSocket, message: LoadMessage): void {
  if (client.readyState === client.OPEN) client.send(JSON.stringify(message));
}

function refuse(client: WebSocket, error: unknown): void {
  if (!(error instanceof HttpError)) throw error;
  send(client, { type: 'error', code: error.code, message: error.message });
}

function parseCommand(text: string): LoadCommand {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'bad_command', 'A command is a JSON object with a "type".');
  }
  const result = loadCommandSchema.safeParse(json);
  if (result.success) return result.data;
  throw new HttpError(400, 'bad_command', explain(result.error));
}

function machine(): Extract<LoadMessage, { type: 'hello' }>['machine'] {
  const all = cpus();
  return { cpus: all.length, cpu: all[0]?.model.trim() ?? '', memory: totalmem(), node: process.version };
}
