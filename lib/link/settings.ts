import * as z from 'zod/mini';
import { numberWithin } from '@/lib/schema/number';

const bandwidth = numberWithin(0, 1_000_000).check(
  z.refine((kbit) => kbit === 0 || kbit >= 10),
  z.describe('0 (unlimited), or 10 to 1000000 kbit/s'),
);

/** The simulated network between a page and the server. Each technique has a link of its own. */
export const linkSettingsSchema = z.object({
  /** Round-trip time, ms; half of it each way. */
  rtt: numberWithin(0, 2000),
  /** Up to so much more delay each way, ms, evenly spread. */
  jitter: numberWithin(0, 500),
  /** From the server to the browser, kbit/s; 0 is unlimited. */
  down: bandwidth,
  /** From the browser to the server, kbit/s; 0 is unlimited. */
  up: bandwidth,
  /**
   * Percent of the packets that are lost on the way, in both directions. TCP sends them again, so nothing is lost for the
   * reader: what shows is a pause, a stall, until it has, for everything behind that packet too. A datagram is missing.
   */
  stalls: numberWithin(0, 20),
  /** Seconds from one outage to the next; 0 is never. */
  outageEvery: numberWithin(0, 300),
  /** Seconds an outage lasts, in which nothing passes. */
  outageFor: numberWithin(1, 60),
});
export type LinkSettings = z.infer<typeof linkSettingsSchema>;

/** No network at all in between: nothing is delayed, and nothing is done. */
export const idealLink: LinkSettings = {
  rtt: 0,
  jitter: 0,
  down: 0,
  up: 0,
  stalls: 0,
  outageEvery: 0,
  outageFor: 5,
};

/** The link where none is asked for: long enough for the way of a price to be seen, and no other trouble. */
export const standardLink: LinkSettings = { ...idealLink, rtt: 100 };

/** Whether all that goes through takes the same time: a way that is long, but holds nothing back by turns. */
export function isEven({ jitter, down, up, stalls, outageEvery }: LinkSettings): boolean {
  return jitter + down + up + stalls + outageEvery === 0;
}

export function isIdeal({ rtt, jitter, down, up, stalls, outageEvery }: LinkSettings): boolean {
  return rtt + jitter + down + up + stalls + outageEvery === 0;
}
