// What the client halves use of a browser, for running them in Node.
import { EventSource } from 'eventsource';
import { WebSocket } from 'ws';

Object.assign(globalThis, { EventSource, WebSocket });
