import type { Feed } from '@/server/feed/feed';
import type { PeerProtocol } from './protocols';

/** Where a peer serves, and what its clients have to speak. */
export interface PeerAddress {
  port: number;
  path: string;
  protocol: PeerProtocol;
}

/** Another way of doing the same work, in a Node process of its own: a file of `servers/`. */
export interface Peer {
  /**
   * Starts to serve: from now on every tick of the feed goes to every subscriber.
   *
   * @param argument of a peer that needs one
   */
  start(feed: Feed, argument: string): Promise<PeerAddress>;
}

/** Bytes that `padding` adds to a tick beside the padding itself: `,"pad":""`. */
const PAD_BYTES = 9;

/** Bytes of the JSON of a tick without padding, with a `seq` of two to three digits. */
const PLAIN_BYTES = 65;

/** The padding that brings ticks to so many bytes. */
export function paddingFor(bytes: number): number {
  return Math.max(0, bytes - PLAIN_BYTES - PAD_BYTES);
}
