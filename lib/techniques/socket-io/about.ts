import { choiceSetting } from '@/lib/techniques/setting';
import type { About } from '@/lib/techniques/technique';

export const about = {
  id: 'socket-io',
  name: 'Socket.IO',
  summary: 'a library with a protocol of its own',
  path: 'socket-io',
  color: { light: '#5a1e00', dark: '#d2692d' },
  dash: '11 2 2 2 2 2',
  isStandard: false,
  traits: { asks: 'once', holdsConnection: false, framing: 'websocket', isLibrary: true },
  settings: {
    transports: choiceSetting({
      label: 'Starts with',
      noun: 'transport that Socket.IO starts with',
      group: 'Socket.IO',
      meaning: 'which way it connects; by default it polls first, and moves on to WebSocket',
      standard: 'upgrade',
      options: {
        upgrade: 'polling, then WebSocket',
        websocket: 'WebSocket',
        polling: 'polling, and stays',
      },
    }),
    resume: choiceSetting({
      label: 'After a cut',
      noun: 'way in which Socket.IO goes on after a cut',
      group: 'Socket.IO',
      meaning: 'who brings what was missed',
      standard: 'cursor',
      options: {
        cursor: 'our cursor',
        recovery: 'its own recovery',
        nothing: 'nothing, its default',
      },
    }),
  },
  // 40 joins; the first answer is not a price.
  command: (address) =>
    `npx wscat -x 40 -w 10 -c '${address.replace(/^http/, 'ws')}?EIO=4&transport=websocket'`,
} as const satisfies About;
