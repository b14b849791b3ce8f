'use client';

import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { WireStore } from '@/components/wire/wire-store';
import type { ChartData, Prices, RunCommand, RunReport, Snapshot } from '@/lib/run/snapshot';
import type { Scenario } from '@/lib/scenario/scenario';

/** Prices change up to 20 times a second; only what shows a price is drawn anew then. */
export interface PriceStore {
  subscribe(listener: () => void): () => void;
  get(): Prices;
}

const NO_CHARTS: ChartData = {
  rows: [],
  distribution: { edges: [], shares: {} },
  interruptions: [],
  faults: [],
};

const NO_PRICES: Prices = { lanes: {}, behind: {}, at: 0 };

/** Starts the engine in a worker of its own as soon as there is a scenario, and passes on every change of it. */
export function useRun(scenario: Scenario | null) {
  const worker = useRef<Worker | null>(null);
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const [charts, setCharts] = useState<ChartData>(NO_CHARTS);
  const [store, setPrices] = useMemo(createPriceStore, []);
  const [wire] = useState(() => new WireStore());
  const latest = useRef(scenario);
  latest.current = scenario;
  const ready = scenario !== null;

  const send = useCallback((command: RunCommand) => worker.current?.postMessage(command), []);

  useEffect(() => {
    if (!ready || !latest.current) return;
    const engine = new Worker(new URL('../../lib/run/worker.ts', import.meta.url), { type: 'module' });
    worker.current = engine;
    engine.onmessage = ({ data }: MessageEvent<RunReport>) => {
      if (data.type === 'prices') setPrices(data.prices);
      else if (data.type === 'wire') wire.add(data.wire);
      else if (data.type === 'charts') startTransition(() => setCharts(data.charts));
      else startTransition(() => setSnapshot(data.snapshot));
    };
    const isVisible = () => document.visibilityState === 'visible';
    send({ type: 'start', scenario: latest.current, origin: window.location.origin, visible: isVisible() });
    const onVisibility = () => send({ type: 'visible', visible: isVisible() });
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      engine.terminate();
      worker.current = null;
    };
  }, [ready, send, setPrices, wire]);

  useEffect(() => {
    if (scenario) send({ type: 'change', scenario });
  }, [scenario, send]);

  return { snapshot, charts, prices: store, wire, send };
}

function createPriceStore(): [PriceStore, (prices: Prices) => void] {
  let current = NO_PRICES;
  const listeners = new Set<() => void>();
  return [
    {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      get: () => current,
    },
    (prices) => {
      current = prices;
      for (const listener of listeners) listener();
    },
  ];
}
