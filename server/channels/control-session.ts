import { type CheckedCommand, controlMessages, type Report } from '@/lib/channel/control-messages';
import { faultKinds } from '@/lib/faults/faults';
import type { LinkSettings } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { HttpError } from '../limits/errors';
import { RateLimit } from '../limits/rate';
import type { Watch } from '../link/link';
import { marketOf, newSecret } from '../market/control-secret';
import type { Market, Markets } from '../market/markets';
import { ServerChannel } from './channel';
import { figuresReport, marketReport, wireReport } from './market-reports';
import { pastOf, type Reopen } from './past';
import type { ChannelConnection } from './transport';

/** Figures are sent so often; the page's charts are redrawn no more often than that. */
const FIGURES_MS = 250;

/** What was captured is sent so often. */
const WIRE_MS = 100;

/** A page sends one or two commands a second, and some dozens when a slider is dragged. */
const COMMANDS = { perSecond: 50, atOnce: 200 };

/** To bring back the past of a market takes up to 100 ms of CPU time, in slices between which the others have theirs. */
const RECALLS_PER_SECOND = 1;
const RECALLS_AT_ONCE = 5;

type Strike = Extract<CheckedCommand, { type: 'fault' }>;

/** One page at the control channel: it has at most one market, obeys commands to it, and reports on it. */
export class ControlSession {
  private readonly channel: ServerChannel<CheckedCommand, Report>;
  private readonly markets: Markets;
  private readonly address: string;
  private readonly recalls = new RateLimit(RECALLS_PER_SECOND, RECALLS_AT_ONCE);
  private market: Market | null = null;
  /** What has given the right to it. */
  private secret = '';
  private watch: Watch | null = null;
  private release = () => {};

  /** @param address of the page: it has a share of the markets */
  constructor(connection: ChannelConnection, markets: Markets, address: string) {
    this.markets = markets;
    this.address = address;
    const figures = setInterval(() => this.sendFigures(), FIGURES_MS);
    const wire = setInterval(() => this.sendWire(), WIRE_MS);
    this.channel = new ServerChannel(controlMessages, connection, COMMANDS, {
      heard: (command) => this.obey(command),
      closed: () => {
        clearInterval(figures);
        clearInterval(wire);
        this.letGo();
      },
    });
  }

  private obey(command: CheckedCommand): void {
    switch (command.type) {
      case 'clock':
        this.channel.send({ type: 'clock', sent: command.sent, at: epochNow() });
        return;
      case 'fault':
        this.strike(command);
        return;
      case 'open': {
        const secret = newSecret();
        const { settings } = command;
        this.replace(secret, () => this.markets.create(settings, marketOf(secret), undefined, this.address));
        this.connect(command);
        break;
      }
      case 'reopen':
        this.reopen(command);
        return;
      case 'change':
        this.current().change(command.settings);
        break;
      case 'link':
        this.current().link.change(command.link);
        break;
      case 'capture':
        this.capture(command.on);
        break;
      case 'pause':
        this.current().ticker.pause();
        break;
      case 'resume':
        this.current().ticker.resume();
        break;
    }
    this.confirm(command, false);
  }

  private reopen(command: Reopen): void {
    const state = pastOf(command);
    const { secret, settings } = command;
    const id = marketOf(secret);
    const isKnown = this.markets.has(id);
    if (!isKnown) this.checkRecall();
    this.replace(secret, () =>
      isKnown ? this.markets.get(id) : this.markets.create(settings, id, state, this.address),
    );
    this.connect(command);
    this.confirm(command, !isKnown);
  }

  /** The page's market of before makes room for the next one, unless it is the same. */
  private replace(secret: string, next: () => Market): void {
    const old = this.market;
    this.letGo();
    if (old && old.id !== marketOf(secret)) this.markets.leave(old.id);
    const market = next();
    this.market = market;
    this.secret = secret;
    this.release = market.use(() => this.lose(market));
  }

  private letGo(): void {
    this.capture(false);
    this.release();
    this.release = () => {};
    this.market = null;
    this.secret = '';
  }

  /** The market was dropped. */
  private lose({ id }: Market): void {
    this.letGo();
    this.channel.send({ type: 'gone', market: id });
  }

  private connect({ link, capture }: { link: LinkSettings; capture: boolean }): void {
    this.current().link.change(link);
    this.capture(capture);
  }

  private capture(on: boolean): void {
    if (on) this.watch ??= this.current().link.watch();
    else {
      this.watch?.stop();
      this.watch = null;
    }
  }

  private strike({ fault, id: to }: Strike): void {
    const market = this.current();
    const at = epochNow();
    if (fault.kind === 'restart') {
      this.checkRecall();
      market.restartFeed();
    }
    market.link.strike(fault);
    const isLasting = faultKinds.some(({ kind, seconds }) => kind === fault.kind && seconds !== null);
    const until = isLasting ? at + fault.seconds * 1000 : at;
    this.channel.send({ type: 'fault', to, market: market.id, kind: fault.kind, at, until });
  }

  private checkRecall(): void {
    if (this.recalls.take()) return;
    throw new HttpError(429, 'too_often', 'A market can be brought back or restarted once a second.');
  }

  private current(): Market {
    if (this.market) return this.market;
    throw new HttpError(400, 'no_market', 'Open a market first: {"type":"open","settings":{…}}.');
  }

  private confirm({ id: to }: CheckedCommand & { id?: number }, restored: boolean): void {
    const { secret, watch } = this;
    this.channel.send(marketReport(this.current(), { to, secret, restored, capture: watch !== null }));
  }

  private sendFigures(): void {
    if (this.market) this.channel.send(figuresReport(this.market));
  }

  private sendWire(): void {
    const report = this.market && this.watch && wireReport(this.market, this.watch);
    if (report) this.channel.send(report);
  }
}
