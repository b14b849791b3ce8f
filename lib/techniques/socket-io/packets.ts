import type { Parts } from '@/lib/wire/parts';
import { endOfTick, findTick } from '@/lib/wire/tick-json';

const ENGINE = 'Engine.IO protocol, 4';
const SOCKET = 'Socket.IO protocol, 5';

/** Stands between the packets of one request or answer. */
const SEPARATOR = '\x1e';

/** How a packet begins, what it is called, and what it is for. The longer beginnings come first. */
const kinds: readonly (readonly [start: RegExp, name: string, meaning: string])[] = [
  [/^2p/, 'probe', 'Does the WebSocket work?'],
  [/^3p/, 'probe answered', 'It works.'],
  [/^42\d+\["trade"/, 'a trade', 'An event, with a number.'],
  [/^40/, 'connect', 'Joins, with the cursor.'],
  [/^41/, 'disconnect', 'Leaves.'],
  [/^42/, 'event', 'A message (4) with an event (2), and its name.'],
  [/^43/, 'a fill', 'Answers an event, by its number.'],
  [/^44/, 'refused', 'It may not join.'],
  [/^0/, 'open', 'A session begins: its id, and what it can move on to.'],
  [/^1/, 'close', 'The session is over.'],
  [/^2/, 'ping', 'Does the client live?'],
  [/^3/, 'pong', 'It lives.'],
  [/^5/, 'upgrade', 'All goes over the WebSocket now.'],
  [/^6/, 'noop', 'Nothing: it ends a poll.'],
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

/** Adds the packets of a body, which ends at `to`. @returns each as text */
export function addPackets(parts: Parts, to: number): string[] {
  const packets: string[] = [];
  while (parts.at < to) {
    const { at } = parts;
    const next = parts.text.indexOf(SEPARATOR, at);
    const end = next < 0 ? to : Math.min(next, to);
    packets.push(parts.text.slice(at, end));
    addPacket(parts, end);
    parts.add(Math.min(end + 1, to), 'separator', 'Another packet follows.', ENGINE, { text: '␞' });
  }
  return packets;
}

/** Adds one packet, which ends at `to`. */
export function addPacket(parts: Parts, to: number): void {
  const { text, at } = parts;
  const packet = text.slice(at, to);
  const tick = findTick(packet, 0);
  const [, name, meaning] = kindOf(packet) ?? [/^/, 'body', 'What was sent has come.'];
  const source = packet.startsWith('4') ? SOCKET : ENGINE;
  if (tick < 0) {
    parts.add(to, name, meaning, source);
    return;
  }
  parts.add(at + tick, name, meaning, source);
  parts.addTick(Math.min(to, at + endOfTick(packet, tick)));
  parts.add(to, 'end of event', 'With a number, where the library recovers by itself.', SOCKET);
}
