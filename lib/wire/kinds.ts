/** What an arrow in the sequence diagram stands for. */
export type WireKind =
  | 'open'
  | 'request'
  | 'response'
  | 'empty'
  | 'message'
  | 'heartbeat'
  | 'control'
  | 'close';

export const kindNames: Record<WireKind, string> = {
  open: 'connection opened',
  request: 'request',
  response: 'response',
  empty: 'empty response',
  message: 'message',
  heartbeat: 'heartbeat',
  control: 'control frame',
  close: 'close',
};
