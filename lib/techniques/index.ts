import { httpStreaming } from './http-streaming/client';
import { longPolling } from './long-polling/client';
import { shortPolling } from './short-polling/client';
import { sse } from './sse/client';
import type { ClientHalf } from './technique';
import { websocket } from './websocket/client';

/** An entry of the registry. The server half is `server/techniques/<id>.ts`. */
interface Entry {
  id: string;
  name: string;
  /** How it works, in a few words. */
  summary: string;
  /** Last part of its address: `/api/markets/<market>/<path>`. */
  path: string;
  /** Told apart by colour-blind people too (after Okabe and Ito, 2008), in the light and the dark theme. */
  color: { light: string; dark: string };
  /** Dash pattern of its lines, so that colour is never the only difference. */
  dash: string;
  /** Settings of the scenario that it alone obeys. */
  settings: readonly ('interval' | 'timeout')[];
  /** Whether it keeps one of the six HTTP/1.1 connections that a browser allows to one host. */
  holdsConnection: boolean;
  /** What its ticks travel in. */
  transport: 'http' | 'websocket';
  /** Whether one answer brings tick after tick, without end. */
  streams: boolean;
  connect: ClientHalf;
}

export const techniques = [
  {
    id: 'short-polling',
    name: 'Short polling',
    summary: 'asks again and again',
    path: 'poll',
    color: { light: '#b45f06', dark: '#f0a13a' },
    dash: '',
    settings: ['interval'],
    holdsConnection: false,
    transport: 'http',
    streams: false,
    connect: shortPolling,
  },
  {
    id: 'long-polling',
    name: 'Long polling',
    summary: 'asks, and the server waits',
    path: 'long-poll',
    color: { light: '#a0407c', dark: '#e58fc2' },
    dash: '7 3',
    settings: ['timeout'],
    holdsConnection: true,
    transport: 'http',
    streams: false,
    connect: longPolling,
  },
  {
    id: 'sse',
    name: 'SSE',
    summary: 'one answer that never ends',
    path: 'sse',
    color: { light: '#00795a', dark: '#2cc79d' },
    dash: '2 2',
    settings: [],
    holdsConnection: true,
    transport: 'http',
    streams: true,
    connect: sse,
  },
  {
    id: 'http-streaming',
    name: 'HTTP streaming',
    summary: 'one answer, read line by line',
    path: 'stream',
    color: { light: '#4d5360', dark: '#c6ccd6' },
    dash: '14 3',
    settings: [],
    holdsConnection: true,
    transport: 'http',
    streams: true,
    connect: httpStreaming,
  },
  {
    id: 'websocket',
    name: 'WebSocket',
    summary: 'a channel both ways',
    path: 'ws',
    color: { light: '#0064a8', dark: '#62b7f0' },
    dash: '9 3 2 3',
    settings: [],
    holdsConnection: false,
    transport: 'websocket',
    streams: true,
    connect: websocket,
  },
] as const satisfies readonly Entry[];

export type Technique = (typeof techniques)[number];
export type TechniqueId = Technique['id'];

export const techniqueIds = techniques.map(({ id }) => id);

export function nameOf(id: TechniqueId): string {
  return techniques.find((technique) => technique.id === id)?.name ?? id;
}
