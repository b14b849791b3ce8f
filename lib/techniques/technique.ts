import type * as z from 'zod/mini';
import type { BareClient, BareConnection } from '@/lib/wire/bare-client';
import type { Crossing } from '@/lib/wire/crossing';
import type { Reading } from '@/lib/wire/reading';
import type { Cause } from './marks';
import type { NumberSetting, Setting } from './setting';

/** What a technique is, without the code that it takes to run it. */
export type About = Looks & Asking;

interface Looks {
  id: string;
  name: string;
  /** How it works, in a few words. */
  summary: string;
  /** Last part of its address: `/api/markets/<market>/<path>`. */
  path: string;
  /** Told apart by colour-blind people too (after Okabe and Ito, 2008), in the light and the dark theme. */
  color: { light: string; dark: string };
  /** Dash pattern of its lines, so that colour is never the only difference. */
  dash: string;
  /** Whether it has a lane where nobody has said which techniques to run. */
  isStandard: boolean;
  traits: {
    /** Whether it keeps one of the six HTTP/1.1 connections that a browser allows to one host. */
    holdsConnection: boolean;
    /** What frames its ticks on their way. */
    framing: 'http' | 'websocket';
  };
  /** The settings that it alone obeys, by the name that they have in the page's address. */
  settings: Readonly<Record<string, Setting>>;
  /** The technique on the command line. @param address of its server half, `http:` or `https:` */
  command(address: string): string;
}

/** How a client asks: by the clock, again as soon as it is answered, or once for all. Times in s. */
type Asking =
  | { traits: { asks: 'every interval' }; settings: { interval: NumberSetting } }
  | { traits: { asks: 'when answered' }; settings: { timeout: NumberSetting } }
  | { traits: { asks: 'once' } };

/** The values of a technique's own settings. */
export type OwnSettings<A extends { settings: About['settings'] }> = {
  readonly [Name in keyof A['settings']]: z.infer<A['settings'][Name]['schema']>;
};

/** What a client half is given to work with. One connection lasts until it is lost or `signal` is aborted. */
export interface Connection<Settings> {
  /** The address of the technique's server half, with `query` attached. */
  address(query: Record<string, string | number>): string;
  /** The last `seq` that has been received. */
  cursor(): number;
  /** The technique's own settings; a change of one starts a new connection. */
  settings: Settings;
  /** To be called when the connection stands. */
  opened(): void;
  /** To be called when the browser itself tries to get the connection back. */
  interrupted(): void;
  /** Takes a message, a tick, a gap, or an answer with several: its text, or what the half has made of binary data. */
  receive(message: unknown): void;
  /** Waits, or throws when `signal` is aborted. */
  sleep(ms: number): Promise<void>;
  signal: AbortSignal;
  /** For a technique with a way back to the server. All others leave it alone: their trades are requests. */
  trades: {
    /** Trades go out by `send`, which throws while it cannot send. */
    carry(send: (trade: string) => void): void;
    /** Takes the text of a fill, the answer to a trade. */
    filled(text: string): void;
  };
}

/**
 * The client half of a technique: gets the ticks after `cursor()` to the browser. It returns when `signal` is
 * aborted, and throws when the connection is lost; getting it back is the caller's business. A half that needs a large
 * library loads it by `await import(…)`, so that nobody waits for it who does not use it.
 */
export type ClientHalf<A extends { settings: About['settings'] }> = (
  connection: Connection<OwnSettings<A>>,
) => Promise<void>;

/** The two halves of a technique. */
export type Side = 'client' | 'server';

/**
 * How a technique says what it says: from bytes to labelled parts, and to ticks.
 *
 * @template Context what has to be known of a connection's past to read on; it can be cloned
 */
export interface Dialect<Context = unknown, Settings = unknown> {
  /**
   * Begins a connection. The function is given each crossing of it in turn, and returns what has to be known of those
   * before to explain this one: all that a dialect remembers is remembered here. What it returns is kept with each
   * crossing that can be looked at, so it has to be small.
   */
  follow(): (crossing: Crossing) => Context;
  /** Reads what crossed, by its bytes and its context alone, and says so where it cannot. */
  explain(crossing: Crossing, context: Context): Reading;
  /** Which lines of its halves cause what. A client half sends up, a server half down. */
  marks: Readonly<Record<Side, readonly Cause[]>>;
  /** A client for the load lab. */
  bareClient(connection: BareConnection<Settings>): BareClient;
}
