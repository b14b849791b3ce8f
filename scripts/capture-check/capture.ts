import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PacketTally } from './tally';

/** What the system keeps for dumpcap while it is not looking, MB. */
const BUFFER = 64;

/** A packet capture of the connections to one port of this machine, by Wireshark's programs. */
export class Capture {
  private readonly port: number;
  private readonly file: string;
  private readonly dumpcap: ChildProcess;
  private said = '';

  /** @param file to which the packets are written, as pcapng */
  constructor(port: number, file: string) {
    this.port = port;
    this.file = file;
    const options = ['-q', '-i', 'lo', '-B', String(BUFFER), '-f', `tcp port ${port}`, '-w', file];
    this.dumpcap = spawn('dumpcap', options, { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** Waits until it captures. @throws Error with what dumpcap said, where it cannot */
  async started(): Promise<void> {
    for await (const text of this.dumpcap.stderr?.iterator({ destroyOnReturn: false }) ?? []) {
      this.said += text;
      if (/^File: /m.test(this.said)) {
        this.dumpcap.stderr?.on('data', (more) => {
          this.said += more;
        });
        return;
      }
    }
    throw new Error(`nothing can be captured: ${this.said.trim()}`);
  }

  /** Ends it: the file is complete. @throws Error where the capture has missed a packet: then it is no witness */
  async end(): Promise<void> {
    const closed = once(this.dumpcap, 'close');
    this.dumpcap.kill('SIGINT');
    await closed;
    const [, dropped] = /received\/dropped on interface .*: \d+\/(\d+)/.exec(this.said) ?? [];
    if (dropped !== '0') throw new Error(`the capture is not complete: ${this.said.trim()}`);
  }

  /** Ends it. @returns what its packets add up to @throws Error where the capture has missed a packet */
  async stop(): Promise<PacketTally> {
    await this.end();
    const tally = await this.read();
    if (tally.missing > 0) throw new Error(`the capture lacks ${tally.missing} bytes`);
    return tally;
  }

  /** Ends it, and wants to know nothing. */
  abandon(): void {
    this.dumpcap.kill('SIGKILL');
  }

  private async read(): Promise<PacketTally> {
    const fields = [
      ...['tcp.stream', 'tcp.dstport', 'tcp.seq_raw', 'tcp.ack_raw'],
      ...['tcp.flags.ack', 'tcp.flags.syn', 'tcp.payload'],
    ];
    const tshark = spawn(
      'tshark',
      [
        ...['-n', '-r', this.file, '--disable-protocol', 'http', '--disable-protocol', 'websocket'],
        ...['-T', 'fields', ...fields.flatMap((field) => ['-e', field])],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const closed = once(tshark, 'close');
    const tally = new PacketTally();
    for await (const line of createInterface({ input: tshark.stdout })) {
      const [stream, port, seq, ack, hasAck, syn, payload = ''] = line.split('\t');
      tally.add({
        stream: Number(stream),
        isUp: Number(port) === this.port,
        seq: Number(seq),
        ack: isSet(hasAck) ? Number(ack) : null,
        isSyn: isSet(syn),
        payload: Buffer.from(payload, 'hex'),
      });
    }
    const [code] = await closed;
    if (code !== 0) throw new Error(`tshark ended with code ${code}`);
    return tally;
  }
}

function isSet(flag: string | undefined): boolean {
  return flag === '1' || flag === 'True';
}
