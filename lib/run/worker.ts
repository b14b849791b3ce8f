import '@/lib/schema/no-eval';
import { Engine } from './engine';
import type { RunCommand, RunReport } from './messages';

const report = (message: RunReport) => self.postMessage(message);

let engine: Engine | null = null;
/** To who draws the wire. */
let wirePort: MessagePort | null = null;

self.onmessage = ({ data }: MessageEvent<RunCommand>) => {
  if (data.type === 'start') {
    engine = new Engine(self.location.origin, data.scenario, data.view, {
      snapshot: (snapshot) => report({ type: 'snapshot', snapshot }),
      charts: (charts) => report({ type: 'charts', charts }),
      prices: (prices) => report({ type: 'prices', prices }),
      wire: (wire) => wirePort?.postMessage(wire),
      wireReader: async () => new (await import('@/lib/capture/message')).WireReader(),
    });
    engine.setVisible(data.visible);
  } else if (data.type === 'wire') wirePort = data.port;
  else if (data.type === 'change') engine?.change(data.scenario);
  else if (data.type === 'view') engine?.look(data.view);
  else if (data.type === 'visible') engine?.setVisible(data.visible);
  else if (data.type === 'fault') engine?.strike(data.fault);
  else if (data.type === 'trade') engine?.trade(data.technique, data.side, data.symbol, data.seen);
  else engine?.[data.type]();
};
