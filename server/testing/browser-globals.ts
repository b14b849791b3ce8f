// What the client halves use of a browser, for running them in Node.
import { EventSource } from 'eventsource';
import { WebSocket } from 'ws';

/** In a browser, an error that nobody listens for is no exception. */
class BrowserWebSocket extends WebSocket {
  constructor(address: string | URL, protocols?: string | string[]) {
    super(address, protocols);
    this.on('error', () => {});
  }
}

Object.assign(globalThis, { EventSource, WebSocket: BrowserWebSocket });
