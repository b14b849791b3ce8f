'use client';

import { useEffect, useState } from 'react';
import { PORTS_PATH, type Ports, portsSchema } from '@/lib/channel/ports';
import { recordedOn } from './recorded';

/** At which ports the server is; null until it has told, and where there is none. */
export function usePorts(): Ports | null {
  const [ports, setPorts] = useState<Ports | null>(null);
  useEffect(() => {
    if (recordedOn()) return;
    const leave = new AbortController();
    const ask = async () => {
      const response = await fetch(PORTS_PATH, { signal: leave.signal });
      if (response.ok) setPorts(portsSchema.parse(await response.json()));
    };
    // Without an answer there is no link.
    ask().catch(() => {});
    return () => leave.abort();
  }, []);
  return ports;
}
