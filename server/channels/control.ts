import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type CheckedCommand, commandSchema, type Report } from '@/lib/channel/control-messages';
import { type Fault, faultKinds } from '@/lib/faults/faults';
import { lastDue } from '@/lib/market/schedule';
import type { MarketSettings } from '@/lib/market/settings';
import { epochNow } from '@/lib/measure/clock';
import { explain, HttpError } from '../limits/errors';
import { RateLimit } from '../limits/rate';
import { DEMO_MARKET, type Market, type Markets } from '../market/markets';
import { dropWhenSilent } from './silent';

/** Figures are sent so often; the page's charts are redrawn no more often than that. */
const FIGURES_MS = 250;

/** What was captured is sent so often. */
const WIRE_MS = 100;

/** How long a dead connection may go unnoticed, ms. */
const HEARTBEAT_MS = 15_000;

/** A page sends one or two commands a second, and some dozens when a slider is dragged. */
const COMMANDS_PER_SECOND = 50;
const COMMANDS_AT_ONCE = 200;

/** To bring back the past of a market takes up to 100 ms, in which the server does nothing else. */
const RECALLS_PER_SECOND = 1;
const RECALLS_AT_ONCE = 5;

/** The last number a tick can have. */
const LAST_SEQ = 2 ** 31 - 1;

/** A page that has so much to read is not reading, bytes. */
const MAX_WAITING = 1024 * 1024;

/**
 * The page's own WebSocket: clock, figures, and commands to its market. It is counted nowhere, and being a
 * WebSocket of its own it shares no connection with a technique.
 */
export class ControlChannels {
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 4096,
  });
  private readonly markets: Markets;

  constructor(markets: Markets) {
    this.markets = markets;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.server.handleUpgrade(request, socket, head, (client) => new ControlChannel(client, this.markets));
  }

  close(): void {
    for (const client of this.server.clients) client.close(1001, 'the server is stopping');
  }
}

class ControlChannel {
  private readonly client: WebSocket;
  private readonly markets: Markets;
  private market: Market | null = null;
  private release = () => {};
  private readonly recalls = new RateLimit(RECALLS_PER_SECOND, RECALLS_AT_ONCE);
  private readonly commands = new RateLimit(COMMANDS_PER_SECOND, COMMANDS_AT_ONCE);

  constructor(client: WebSocket, markets: Markets) {
    this.client = client;
    this.markets = markets;
    const figures = setInterval(() => this.sendFigures(), FIGURES_MS);
    const wire = setInterval(() => this.sendWire(), WIRE_MS);
    dropWhenSilent(client, HEARTBEAT_MS);
    client.on('message', (data) => this.receive(data.toString()));
    client.on('error', () => client.terminate());
    client.on('close', () => {
      clearInterval(figures);
      clearInterval(wire);
      // Nobody is there to look any more.
      this.market?.link.watch(false);
      this.release();
    });
  }

  private receive(text: string): void {
    try {
      if (!this.commands.take()) {
        this.client.close(1008, 'too many commands');
        return;
      }
      this.obey(parseCommand(text));
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      this.send({ type: 'error', error: { code: error.code, message: error.message } });
    }
  }

  private obey(command: CheckedCommand): void {
    switch (command.type) {
      case 'clock':
        this.send({ type: 'clock', sent: command.sent, at: epochNow() });
        break;
      case 'open':
        this.open(command.settings);
        this.current().link.change(command.link);
        this.current().link.watch(command.capture);
        this.confirm(false);
        break;
      case 'reopen':
        this.reopen(command);
        break;
      case 'change':
        this.current().change(command.settings);
        this.confirm(false);
        break;
      case 'link':
        this.current().link.change(command.link);
        this.confirm(false);
        break;
      case 'capture':
        this.current().link.watch(command.on);
        break;
      case 'fault':
        this.strike(command.fault);
        break;
      case 'pause':
        this.current().ticker.pause();
        this.confirm(false);
        break;
      case 'resume':
        this.current().ticker.resume();
        this.confirm(false);
        break;
    }
  }

  /** The page's market of before makes room for the new one. */
  private open(settings: MarketSettings): void {
    const old = this.market;
    this.leave();
    if (old) this.markets.drop(old.id);
    this.enter(this.markets.create(settings));
  }

  private reopen({
    market,
    settings,
    state,
    link,
    capture,
  }: Extract<CheckedCommand, { type: 'reopen' }>): void {
    if (market === DEMO_MARKET)
      throw new HttpError(400, 'bad_command', 'market: "demo" belongs to everybody');
    const now = epochNow();
    if (state.at > now + 1000 || (state.schedule?.at ?? 0) > now + 1000) {
      throw new HttpError(400, 'bad_command', 'state: a market cannot stand in the future');
    }
    if (state.schedule && lastDue(state.schedule, now) > LAST_SEQ) {
      throw new HttpError(400, 'bad_command', 'state: the market would have run out of numbers by now');
    }
    const known = this.markets.has(market);
    if (!known) this.checkRecall();
    const old = this.market;
    this.leave();
    if (old && old.id !== market) this.markets.drop(old.id);
    this.enter(known ? this.markets.get(market) : this.markets.create(settings, market, state));
    this.current().link.change(link);
    this.current().link.watch(capture);
    this.confirm(!known);
  }

  private strike(fault: Fault): void {
    const market = this.current();
    const at = epochNow();
    if (fault.kind === 'restart') {
      this.checkRecall();
      market.restartFeed();
    }
    market.link.strike(fault);
    const isLasting = faultKinds.some(({ kind, seconds }) => kind === fault.kind && seconds !== null);
    const until = isLasting ? at + fault.seconds * 1000 : at;
    this.send({ type: 'fault', market: market.id, kind: fault.kind, at, until });
  }

  private checkRecall(): void {
    if (this.recalls.take()) return;
    throw new HttpError(429, 'too_often', 'A market can be brought back or restarted once a second.');
  }

  private enter(market: Market): void {
    this.market = market;
    this.release = market.use();
  }

  private leave(): void {
    this.release();
    this.release = () => {};
    this.market = null;
  }

  private current(): Market {
    if (this.market) return this.market;
    throw new HttpError(400, 'no_market', 'Open a market first: {"type":"open","settings":{…}}.');
  }

  private confirm(restored: boolean): void {
    const { id, ticker } = this.current();
    this.send({ type: 'market', market: id, settings: ticker.settings, state: ticker.state, restored });
  }

  private sendFigures(): void {
    if (!this.market) return;
    const { id, ticker, accounts } = this.market;
    const techniques = Object.fromEntries(
      [...accounts].map(([technique, account]) => [technique, account.read()]),
    );
    this.send({ type: 'figures', market: id, state: ticker.state, techniques });
  }

  private sendWire(): void {
    if (!this.market?.link.capture.on) return;
    const { id, link, accounts } = this.market;
    const { events, leftOut } = link.capture.take();
    if (events.length === 0 && leftOut === 0) return;
    const counted = Object.fromEntries(
      [...accounts].map(([technique, account]) => {
        const { up, down } = account.read();
        return [technique, up + down];
      }),
    );
    this.send({ type: 'wire', market: id, events, leftOut, counted });
  }

  private send(report: Report): void {
    if (this.client.bufferedAmount > MAX_WAITING) {
      this.client.terminate();
      return;
    }
    this.client.send(JSON.stringify(report));
  }
}

function parseCommand(text: string): CheckedCommand {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'bad_command', 'A command is a JSON object with a "type".');
  }
  const result = commandSchema.safeParse(json);
  if (result.success) return result.data;
  throw new HttpError(400, 'bad_command', explain(result.error));
}
