import { logLimit } from '../log/log';

/** Logs that a WebSocket's message was too large. What else breaks the protocol is the client's own business. */
export function logProtocolError(error: NodeJS.ErrnoException): void {
  if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') logLimit('message_too_large');
}
