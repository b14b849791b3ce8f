// A server in a process of its own, whose clock is wrong: `skewed-server.fixture.ts <port> <ms>`. It tells its parent its
// port, and answers the name of a market by what that does.
import { startTestServer } from '../testing/server';

const [port = '0', skew = '0'] = process.argv.slice(2);
Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + Number(skew) });

void startTestServer({}, Number(port)).then(({ port: listening, markets }) => {
  process.on('message', (market: string) => {
    const { settings, state } = markets.get(market).ticker;
    process.send?.({ settings, state });
  });
  process.send?.(listening);
});
