import type { About } from '@/lib/techniques/technique';

export const about = {
  id: 'sse',
  name: 'SSE',
  summary: 'one answer that never ends',
  path: 'sse',
  color: { light: '#00795a', dark: '#2cc79d' },
  dash: '2 2',
  isStandard: true,
  traits: { asks: 'once', holdsConnection: true, framing: 'http' },
  settings: {},
  command: (address) => `curl -N ${address}`,
} as const satisfies About;
