import { request as ask, createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A reverse proxy as a server meets it in the world: it passes everything on, and says that it is between. */
export interface ReverseProxy {
  origin: string;
  close(): void;
}

/** Starts one in front of the server on `port` of this machine. */
export async function startReverseProxy(port: number): Promise<ReverseProxy> {
  const sockets = new Set<Socket>();
  const passed = ({ headers, socket }: IncomingMessage) => ({
    ...headers,
    'x-forwarded-for': socket.remoteAddress ?? '',
  });
  const proxy = createServer((incoming, outgoing) => {
    const { method, url: path } = incoming;
    const onward = ask({ port, method, path, headers: passed(incoming) }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  proxy.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  proxy.on('upgrade', (incoming, socket, head) => {
    const onward = connect(port, '127.0.0.1', () => {
      const lines = Object.entries(passed(incoming)).map(([name, value]) => `${name}: ${value}`);
      onward.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    sockets.add(onward);
    onward.once('close', () => sockets.delete(onward));
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
