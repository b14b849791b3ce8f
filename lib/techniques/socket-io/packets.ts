import type { Parts } from '@/lib/wire/parts';
import { endOfTick, findTick } from '@/lib/wire/tick-json';

const ENGINE = 'Engine.IO protocol, 4';
const SOCKET = 'Socket.IO protocol, 5';

/** Stands between the packets of one request or answer. */
const SEPARATOR = '\x1e';

/** How a packet begins, what it is called, what it is for, and where that is laid down. The longer beginnings come first. */
const kinds: readonly (readonly [start: RegExp, name: string, meaning: string, source: string])[] = [
  [/^2probe/, 'probe', 'Asks whether the WebSocket carries anything, before it takes over.', ENGINE],
  [/^3probe/, 'probe answered', 'The WebSocket works: it may take over.', ENGINE],
  [
    /^42\d+\["trade"/,
    'a trade',
    'A message (4) with an event (2): its number, its name, and a trade.',
    SOCKET,
  ],
  [/^40/, 'connect', 'A message (4): joins (0), with the cursor, or says that it has joined.', SOCKET],
  [/^41/, 'disconnect', 'A message (4): leaves (1).', SOCKET],
  [/^42/, 'event', 'A message (4) with an event (2): its name, and what goes with it.', SOCKET],
  [/^43/, 'a fill', 'A message (4) that answers (3) an event, by its number: here a trade.', SOCKET],
  [/^44/, 'refused', 'A message (4): joining was refused (4).', SOCKET],
  [
    /^0/,
    'open',
    'A session begins: its id, what it can move on to, and how often it asks whether the client lives.',
    ENGINE,
  ],
  [/^1/, 'close', 'The session is over.', ENGINE],
  [/^2/, 'ping', 'The server asks whether the client lives.', ENGINE],
  [/^3/, 'pong', 'The client lives.', ENGINE],
  [/^5/, 'upgrade', 'From now on all goes over the WebSocket.', ENGINE],
  [/^6/, 'noop', 'Nothing: it only ends a poll that waits.', ENGINE],
];

function kindOf(packet: string) {
  return kinds.find(([start]) => start.test(packet));
}

/** What a packet is, in a few words. */
export function nameOf(packet: string): string {
  if (packet === 'ok') return packet;
  return kindOf(packet)?.[1] ?? 'packet';
}

/** Whether it only keeps the session known alive. */
export function isHeartbeat(packet: string): boolean {
  return packet === '2' || packet === '3' || packet === '6';
}

/** Adds the packets of a body, to its end. @returns each as text */
export function addPackets(parts: Parts): string[] {
  const packets: string[] = [];
  while (parts.at < parts.text.length) {
    const { at } = parts;
    const next = parts.text.indexOf(SEPARATOR, at);
    const end = next < 0 ? parts.text.length : next;
    packets.push(parts.text.slice(at, end));
    addPacket(parts, end);
    parts.add(end + 1, 'separator', 'Another packet follows.', ENGINE, { text: '␞' });
  }
  return packets;
}

/** Adds one packet, which ends at `to`. */
export function addPacket(parts: Parts, to: number): void {
  const { text, at } = parts;
  const packet = text.slice(at, to);
  const tick = findTick(packet, 0);
  const [, name, meaning, source] = kindOf(packet) ?? [
    '',
    'body',
    'No packet: what was sent has come.',
    ENGINE,
  ];
  if (tick < 0) {
    parts.add(to, name, meaning, source);
    return;
  }
  parts.add(at + tick, name, meaning, source);
  parts.addTick(Math.min(to, at + endOfTick(packet, tick)));
  parts.add(
    to,
    'end of event',
    'Where the library recovers by itself, with the number of this packet.',
    SOCKET,
  );
}
