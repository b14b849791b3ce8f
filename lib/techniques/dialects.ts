import type { TechniqueId } from '.';
import { dialect as httpStreaming } from './http-streaming/dialect';
import { dialect as longPolling } from './long-polling/dialect';
import { dialect as shortPolling } from './short-polling/dialect';
import { dialect as socketIo } from './socket-io/dialect';
import { dialect as sse } from './sse/dialect';
import type { Dialect } from './technique';
import { dialect as websocket } from './websocket/dialect';

export const dialects: Readonly<Record<TechniqueId, Dialect>> = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  'http-streaming': httpStreaming,
  websocket,
  'socket-io': socketIo,
};
