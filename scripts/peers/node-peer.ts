// The process of a peer that is a Node program: `node-peer.ts <name> <rate> <bytes of a tick> [<argument>]`. It is given
// the same feed as our own techniques, so that ticks cost it the same until they are sent.
import { TickingFeed } from '@/server/feed/ticking-feed';
import { firstTick } from '@/server/load/first-tick';
import { plainTarget } from '@/server/load/load-target';
import { probe } from '@/server/load/probe';
import { type Peer, paddingFor } from './peer';

const HISTORY_MS = 1000;

async function main(): Promise<void> {
  const [name, rate, bytes, argument = ''] = process.argv.slice(2);
  const { default: peer }: { default: Peer } = require(`./servers/${name}.ts`);
  const settings = { seed: 1, rate: Number(rate), burst: 1, symbols: 1, padding: paddingFor(Number(bytes)) };
  const source = new TickingFeed(settings, HISTORY_MS);
  source.ticker.pause();
  const { port, path, protocol } = await peer.start(source.feed, argument);
  await firstTick(source);
  probe(plainTarget(port, path, protocol), source);
}

void main();
