import type { Transport } from './transport';
import { whyRefused } from './why-refused';

/**
 * A transport whose connections are WebSockets.
 *
 * @param address such as `http://localhost:3000/api/control`
 * @param options.explains the server answers a plain GET of this address by why a handshake is refused there
 */
export function webSocketTransport(address: string, { explains = false } = {}): Transport {
  return {
    open(events) {
      const socket = new WebSocket(address.replace(/^http/, 'ws'));
      let wasOpen = false;
      socket.onopen = () => {
        wasOpen = true;
        events.opened();
      };
      socket.onmessage = ({ data }) => events.received(String(data));
      socket.onclose = async ({ code, reason }) => {
        const refusal = explains && !wasOpen ? await whyRefused(address) : null;
        if (refusal !== null) events.refused(refusal);
        else events.closed(reason || `the connection was closed with ${code}`);
      };
      return {
        get isFree() {
          return socket.readyState === WebSocket.OPEN;
        },
        send(text) {
          if (socket.readyState !== WebSocket.OPEN) return false;
          socket.send(text);
          return true;
        },
        close: () => socket.close(),
      };
    },
  };
}
