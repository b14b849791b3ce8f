import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { Sink } from '../feed/follower';
import type { Link, LinkMember } from '../link/link';
import type { ByteCounter } from '../meter/meter';

/** A lane of datagrams to one client: what is lost is lost, and nothing waits for it. */
export class UdpLane implements ByteCounter, LinkMember, Sink {
  up = 0;
  down = 0;
  private readonly socket: Socket;
  private readonly client: RemoteInfo;
  private readonly link: Link;
  private frozen = false;

  private constructor(socket: Socket, client: RemoteInfo, link: Link, hello: number) {
    this.socket = socket;
    this.client = client;
    this.link = link;
    this.up = hello;
    link.add(this);
  }

  /** Opens a lane on a free port of this machine, to the first client that sends something there. */
  static async open(link: Link, listening: (port: number) => void): Promise<UdpLane> {
    const socket = createSocket('udp4');
    return new Promise((resolve) => {
      socket.once('message', (hello, client) => resolve(new UdpLane(socket, client, link, hello.length)));
      socket.bind(0, '127.0.0.1', () => listening(socket.address().port));
    });
  }

  write(datagram: Buffer): boolean {
    // What is lost has been sent all the same: it has left this machine.
    this.down += datagram.length;
    const now = performance.now();
    const arrival = this.frozen ? null : this.link.datagramArrival('udp', 'down', datagram.length, now);
    if (arrival !== null) setTimeout(() => this.send(datagram), Math.ceil(arrival - now));
    return true;
  }

  once(): void {}

  update(): void {}

  freeze(): void {
    this.frozen = true;
  }

  reset(): void {
    this.finish();
  }

  finish(): void {
    this.frozen = true;
    this.link.remove(this);
    this.socket.close();
  }

  private send(datagram: Buffer): void {
    if (!this.frozen) this.socket.send(datagram, this.client.port, this.client.address);
  }
}
