import type { About } from '@/lib/techniques/technique';

export const about = {
  id: 'http-streaming',
  name: 'HTTP streaming',
  summary: 'one answer, read line by line',
  path: 'stream',
  color: { light: '#4d5360', dark: '#c6ccd6' },
  dash: '14 3',
  isStandard: false,
  traits: { asks: 'once', holdsConnection: true, framing: 'http' },
  settings: {},
  command: (address) => `curl -N ${address}`,
} as const satisfies About;
