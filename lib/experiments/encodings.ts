import { formatBytes, formatNumber, formatTimes } from '@/lib/figures/format';
import { defaultLoad, type Load } from '@/lib/load/settings';
import { defaultScenario } from '@/lib/scenario/scenario';
import { toQuery } from '@/lib/scenario/url';
import { defaultView } from '@/lib/scenario/view';
import type { Compression, Encoding } from '@/lib/techniques/websocket/encoding';

/** One way to write prices to a WebSocket. */
export interface Way {
  id: 'json' | 'messagepack' | 'fixed' | 'compressed' | 'alone';
  name: string;
  settings: { encoding: Encoding; compression: Compression };
}

/** Those that are compared, in the order in which they are measured and shown. */
export const ways: readonly Way[] = [
  { id: 'json', name: 'JSON', settings: { encoding: 'json', compression: 'off' } },
  { id: 'messagepack', name: 'MessagePack', settings: { encoding: 'messagepack', compression: 'off' } },
  { id: 'fixed', name: 'Fixed layout', settings: { encoding: 'fixed', compression: 'off' } },
  { id: 'compressed', name: 'JSON, compressed', settings: { encoding: 'json', compression: 'on' } },
  {
    id: 'alone',
    name: 'JSON, each message compressed alone',
    settings: { encoding: 'json', compression: 'no-takeover' },
  },
];

/** What was measured of one way; null for what was not. */
export interface WayFigures {
  /** Of one price, both ways, in this browser. */
  bytes: number | null;
  /** Of the server's processor for one price to one client, µs. */
  micros: number | null;
  /** Of the server for each connection, bytes. */
  memory: number | null;
}

export type EncodingFigures = Readonly<Record<Way['id'], WayFigures>>;

/** Of the runs in the browser: prices a second, and seconds. */
const RATE = 20;
const LENGTH = 8;

/** The run of a way in the browser: the part of its address behind the question mark. */
export function queryOfRun({ settings }: Way): string {
  const scenario = { ...defaultScenario, ...settings, rate: RATE, length: LENGTH };
  return toQuery({ scenario: { ...scenario, techniques: ['websocket'] }, view: defaultView });
}

/** The same prices to so many clients at once, to see what they cost the server. */
export const CLIENTS = 100;

export function loadOf({ settings }: Way): Load {
  return { ...defaultLoad, technique: 'websocket', clients: CLIENTS, rate: RATE, seconds: 3, ...settings };
}

/** Heartbeats fall into a run or do not: a difference below this share of the bytes is none. */
const SAME_BYTES = 0.03;

/** The same load costs a processor so much more or less from one time to the next. */
const SAME_MICROS = 0.1;

/** Memory of a connection: less than this, bytes, may be anything that the process did meanwhile. */
const MUCH_MEMORY = 20_000;

/** What was found, a sentence each; empty before all bytes are known. */
export function findingsOf(figures: EncodingFigures): string[] {
  const { json, messagepack, fixed, compressed, alone } = figures;
  if (ways.some(({ id }) => figures[id].bytes === null)) return [];
  return [
    `A price takes ${bytes(json)} in JSON, ${bytes(messagepack)} in MessagePack (${change(json, messagepack)}) and ${bytes(fixed)} in a fixed layout (${change(json, fixed)}).`,
    `Compressed together with what was said before, the same JSON takes ${bytes(compressed)}: ${comparedWith(compressed, fixed, 'the fixed layout')}.`,
    isSameBytes(json, alone)
      ? `Compressed alone, each message saves nothing: ${bytes(alone)}.`
      : `Compressed alone, each message takes ${bytes(alone)} (${change(json, alone)}).`,
    ...costsInWords(figures),
  ];
}

function costsInWords({ json, messagepack, fixed, compressed, alone }: EncodingFigures): string[] {
  const base = json.micros;
  if (base === null) return [];
  const all = [
    { name: 'MessagePack', figures: messagepack },
    { name: 'the fixed layout', figures: fixed },
    { name: 'compressed JSON', figures: compressed },
    { name: 'JSON that is compressed message by message', figures: alone },
  ];
  const costs = all.map(({ name, figures: { micros } }) => {
    if (micros === null) return `${name}: not measured`;
    return `${name}: ${isSameMicros(base, micros) ? 'no difference that can be measured' : formatTimes(micros / base)}`;
  });
  const memory =
    json.memory !== null && compressed.memory !== null && compressed.memory - json.memory > MUCH_MEMORY
      ? [
          `Each compressed connection held ${formatBytes(compressed.memory)} of the server's memory, and ${formatBytes(Math.max(0, json.memory))} without compression.`,
        ]
      : [];
  return [
    `With ${CLIENTS} clients a price costs the server ${formatNumber(base)} µs of its processor for each of them in JSON. Beside that, ${costs.join('; ')}.`,
    ...memory,
  ];
}

function bytes({ bytes: value }: WayFigures): string {
  return `${formatNumber(value)} B`;
}

function isSameBytes(one: WayFigures, other: WayFigures): boolean {
  return Math.abs(ratio(other, one) - 1) <= SAME_BYTES;
}

function isSameMicros(one: number, other: number): boolean {
  const [less, more] = one < other ? [one, other] : [other, one];
  return less * (1 + SAME_MICROS) >= more * (1 - SAME_MICROS);
}

/** "29 % fewer": by how much the second takes fewer or more bytes than the first. */
function change(first: WayFigures, second: WayFigures): string {
  if (isSameBytes(first, second)) return 'as many';
  const share = ratio(second, first) - 1;
  return `${Math.round(Math.abs(share) * 100)} % ${share < 0 ? 'fewer' : 'more'}`;
}

function comparedWith(one: WayFigures, other: WayFigures, name: string): string {
  if (isSameBytes(other, one)) return `as many as ${name}`;
  return `${change(other, one)} than ${name}`;
}

function ratio(one: WayFigures, other: WayFigures): number {
  return (one.bytes ?? 0) / (other.bytes ?? 1);
}
