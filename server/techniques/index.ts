import { type TechniqueId, techniques } from '@/lib/techniques';
import type { ServerHalf } from './exchange/half';
import { RegisteredTechnique } from './exchange/registered-technique';
import httpStreaming from './http-streaming';
import longPolling from './long-polling';
import shortPolling from './short-polling';
import socketIo from './socket-io';
import sse from './sse';
import websocket from './websocket';

/** The server half of each technique in the registry; one that is missing does not compile. */
const halves: Record<TechniqueId, ServerHalf> = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  'http-streaming': httpStreaming,
  websocket,
  'socket-io': socketIo,
};

/** The techniques that this server answers, by the last part of their addresses. */
export function registeredTechniques(): ReadonlyMap<string, RegisteredTechnique> {
  return new Map(techniques.map(({ id, path }) => [path, new RegisteredTechnique(id, halves[id])]));
}
