import type { About } from '@/lib/techniques/technique';

export const about = {
  id: 'websocket',
  name: 'WebSocket',
  summary: 'a channel open both ways',
  path: 'ws',
  color: { light: '#0064a8', dark: '#62b7f0' },
  dash: '9 3 2 3',
  isStandard: true,
  traits: { asks: 'once', holdsConnection: false, framing: 'websocket' },
  settings: {},
  command: (address) => `npx wscat -c ${address.replace(/^http/, 'ws')}`,
} as const satisfies About;
