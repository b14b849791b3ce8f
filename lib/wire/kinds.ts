/** What an arrow in the sequence diagram stands for. */
export type WireKind = 'open' | 'request' | 'response' | 'empty' | 'message' | 'heartbeat' | 'close';

export const kindNames: Record<WireKind, string> = {
  open: 'connection opened',
  request: 'request',
  response: 'response',
  empty: 'empty response',
  message: 'message',
  heartbeat: 'heartbeat',
  close: 'close',
};
