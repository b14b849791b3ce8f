import { startTestServer } from '../server/testing';

(async () => {
  const server = await startTestServer({ maxConnectionsPerAddress: 100000, heartbeatMs: 5000 });
  const market = server.markets.create({ seed: 1, rate: 20, burst: 1, symbols: 1, padding: 50 });
  market.use();
  console.log(`${server.port} ${market.id}`);
  const account = market.account('short-polling');
  await new Promise((r) => setTimeout(r, 2000));
  const m0 = account.read().requests;
  const c0 = process.cpuUsage();
  await new Promise((r) => setTimeout(r, 4000));
  const c = process.cpuUsage(c0);
  const m = account.read().requests - m0;
  console.log(
    'poll us/req',
    ((c.user + c.system) / m).toFixed(2),
    'user',
    (c.user / m).toFixed(2),
    'requests',
    m,
  );
  process.exit(0);
})();
