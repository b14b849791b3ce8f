import { numberSetting } from '@/lib/techniques/setting';
import type { About } from '@/lib/techniques/technique';

export const about = {
  id: 'long-polling',
  name: 'Long polling',
  summary: 'asks, and the server waits with its answer',
  path: 'long-poll',
  color: { light: '#a0407c', dark: '#e58fc2' },
  dash: '7 3',
  isStandard: true,
  traits: { asks: 'when answered', holdsConnection: true, framing: 'http' },
  settings: {
    timeout: numberSetting({
      label: 'Hold each long poll for',
      noun: 'longest hold of a long poll',
      group: 'Polling',
      meaning: 'how long a poll is held at most',
      unit: 's',
      min: 1,
      max: 60,
      standard: 25,
      stops: [1, 2, 5, 10, 25, 60],
    }),
  },
  command: (address) => `curl '${address}?since=0'`,
} as const satisfies About;
