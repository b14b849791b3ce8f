import { connect, createServer, type Socket } from 'node:net';

/** Bytes that passed, by the address that was asked for last on their connection. */
export type Passed = Map<string, { up: number; down: number; requests: number }>;

/**
 * A plain TCP relay between browser and server. It knows nothing of the server's own counters: it adds up the
 * bytes that pass, and gives them to the request line that went before them on the same connection.
 */
export async function startRelay(serverPort: number) {
  const passed: Passed = new Map();
  const pairs = new Set<{ near: Socket; far: Socket }>();
  let refusing = false;

  const relay = createServer((near) => {
    near.on('error', () => {});
    if (refusing) {
      near.destroy();
      return;
    }
    const far = connect(serverPort, '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    let owner = { up: 0, down: 0, requests: 0 };
    let upgraded = false;
    near.on('data', (data: Buffer) => {
      const asked = upgraded
        ? null
        : /^(?:GET|POST) (\/[^ ?]*)/.exec(data.subarray(0, 500).toString('latin1'));
      if (asked?.[1]) {
        owner = passed.get(asked[1]) ?? { up: 0, down: 0, requests: 0 };
        passed.set(asked[1], owner);
        owner.requests++;
        upgraded = /\r\nUpgrade: websocket\r\n/i.test(data.toString('latin1'));
      }
      owner.up += data.length;
      far.write(data);
    });
    far.on('data', (data: Buffer) => {
      owner.down += data.length;
      if (!near.destroyed) near.write(data);
    });
    near.on('end', () => far.end());
    far.on('end', () => near.end());
    far.on('error', () => near.destroy());
    far.on('close', () => {
      near.destroy();
      pairs.delete(pair);
    });
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const address = relay.address();
  if (typeof address !== 'object' || !address) throw new Error('the relay has no port');

  return {
    origin: `http://localhost:${address.port}`,
    passed,
    /** Cuts every connection: the browser's side at once, the server's once all that it has sent is counted. */
    cut(): void {
      for (const { near, far } of pairs) {
        near.removeAllListeners('data');
        near.destroy();
        far.end();
      }
    },
    /** While refusing, no connection gets through. */
    refuse(refuse: boolean): void {
      refusing = refuse;
    },
    async stop(): Promise<void> {
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}
