import { startTestServer } from '../server/testing';

const [, , kind = 'sse', n = '1000', secs = '8'] = process.argv;
(async () => {
  const server = await startTestServer({ maxConnectionsPerAddress: 100000, heartbeatMs: 5000 });
  const market = server.markets.create({
    seed: 1,
    rate: Number(process.env.RATE ?? 20),
    burst: 1,
    symbols: 1,
    padding: 50,
  });
  market.use();
  console.log(`${server.port} ${market.id}`);
  const path = kind === 'ws' ? 'websocket' : kind;
  const account = market.account(path as 'sse');
  await new Promise<void>((resolve) => {
    const t = setInterval(() => {
      if (account.read().requests >= Number(n)) {
        clearInterval(t);
        resolve();
      }
    }, 50);
  });
  await new Promise((r) => setTimeout(r, 1000));
  const m0 = account.messages;
  const c0 = process.cpuUsage();
  await new Promise((r) => setTimeout(r, Number(secs) * 1000));
  const c = process.cpuUsage(c0);
  const m = account.messages - m0;
  console.log(
    kind,
    'CPU s/1M',
    ((c.user + c.system) / m).toFixed(2),
    'user',
    (c.user / m).toFixed(2),
    'sys',
    (c.system / m).toFixed(2),
    'messages',
    m,
    'rss MB',
    (process.memoryUsage().rss / 1e6).toFixed(0),
  );
  process.exit(0);
})();
