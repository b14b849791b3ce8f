import { Bench } from './bench';
import type { BenchCommand, BenchReport } from './snapshot';

const report = (message: BenchReport) => self.postMessage(message);

let bench: Bench | null = null;

self.onmessage = ({ data }: MessageEvent<BenchCommand>) => {
  if (data.type === 'start') {
    bench = new Bench(data.origin, data.scenario, {
      snapshot: (snapshot) => report({ type: 'snapshot', snapshot }),
      charts: (charts) => report({ type: 'charts', charts }),
      prices: (prices) => report({ type: 'prices', prices }),
      wire: (wire) => report({ type: 'wire', wire }),
    });
    bench.setVisible(data.visible);
  } else if (data.type === 'change') bench?.change(data.scenario);
  else if (data.type === 'visible') bench?.setVisible(data.visible);
  else if (data.type === 'fault') bench?.strike(data.fault);
  else if (data.type === 'order') bench?.order(data.technique, data.side, data.symbol, data.seen);
  else bench?.[data.type]();
};
