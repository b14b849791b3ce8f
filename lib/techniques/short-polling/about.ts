import { numberSetting } from '@/lib/techniques/setting';
import type { About } from '@/lib/techniques/technique';

export const about = {
  id: 'short-polling',
  name: 'Short polling',
  summary: 'asks again and again',
  path: 'poll',
  color: { light: '#a05404', dark: '#f0a13a' },
  dash: '',
  isStandard: true,
  traits: { asks: 'every interval', holdsConnection: false, framing: 'http' },
  settings: {
    interval: numberSetting({
      label: 'Poll every',
      noun: 'polling interval',
      group: 'Polling',
      meaning: 'from one poll to the next',
      unit: 's',
      min: 0.1,
      max: 10,
      standard: 1,
      stops: [0.1, 0.2, 0.5, 1, 2, 5, 10],
    }),
  },
  command: (address) => `curl '${address}?since=0'`,
} as const satisfies About;
