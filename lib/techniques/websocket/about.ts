import { choiceSetting } from '@/lib/techniques/setting';
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
  settings: {
    encoding: choiceSetting({
      label: 'Prices written as',
      noun: 'encoding on WebSocket',
      group: 'WebSocket',
      meaning: 'what a price is written as',
      standard: 'json',
      options: { json: 'JSON', messagepack: 'MessagePack', fixed: 'fixed layout' },
    }),
    compression: choiceSetting({
      label: 'Compression',
      noun: 'compression on WebSocket',
      group: 'WebSocket',
      meaning: 'permessage-deflate, each message with or without those before it',
      standard: 'off',
      options: { off: 'off', on: 'on', 'no-takeover': 'each message alone' },
    }),
  },
  command: (address) => `npx wscat -c ${address.replace(/^http/, 'ws')}`,
} as const satisfies About;
