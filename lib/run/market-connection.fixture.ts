import assert from 'node:assert/strict';
import type { Command, Report } from '@/lib/channel/control-messages';
import { defaultScenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import { type ConnectionAction, type ConnectionEvent, initialConnection, step } from './market-connection';
import { type ServerSettings, serverSettings } from './server-settings';

type MarketReport = Extract<Report, { type: 'market' }>;
type Reply = Extract<ConnectionEvent, { type: 'report' }>['report'];

export const wanted = serverSettings(defaultScenario, defaultView);

/** A page's connection, with what it has done. */
export class Page {
  connection = initialConnection(wanted);
  /** The market of the run that is shown. */
  market: string | null = null;
  readonly sent: Command[] = [];
  readonly complaints: string[] = [];
  readonly done: ConnectionAction['type'][] = [];

  /** @returns the commands that went out */
  take(event: ConnectionEvent): (Command & { id?: number })[] {
    const [connection, actions] = step(this.connection, event);
    this.connection = connection;
    // A run that is reset is shown no more.
    if (event.type === 'reset') this.market = null;
    const commands: Command[] = [];
    for (const action of actions) {
      this.done.push(action.type);
      if (action.type === 'send') commands.push(action.command);
      if (action.type === 'begin') this.market = action.report.market;
      if (action.type === 'go on') assert.equal(this.market, action.report.market);
      if (action.type === 'complain') this.complaints.push(action.message);
      if (action.type === 'gone') {
        const running = { ...this.connection.wanted, running: true };
        commands.push(...this.take({ type: 'reset', wanted: running }));
      }
    }
    this.sent.push(...commands);
    return commands;
  }

  get phase() {
    return this.connection.phase;
  }

  /** @returns what the server is held to do */
  get confirmed(): ServerSettings | null {
    return this.phase.kind === 'standing' ? this.phase.confirmed : null;
  }
}

/** Short for a hash: who has the secret finds the market. */
const marketOf = (secret: string) => secret.replace('secret', 'market');

/** A server as its answers show it: markets that last, and one session that ends with its channel. */
export class Server {
  full = false;
  strikes = 0;
  session: { market: string | null; capture: boolean } = { market: null, capture: false };
  private opened = 0;
  private markets = new Map<string, Pick<MarketReport, 'settings' | 'link' | 'state'>>();

  hangUp(): void {
    this.session = { market: null, capture: false };
  }

  die(): void {
    this.markets.clear();
    this.hangUp();
  }

  /** Drops the session's market. @returns what it tells of that */
  drop(): Reply | null {
    const { market } = this.session;
    if (!market) return null;
    this.markets.delete(market);
    this.hangUp();
    return { type: 'gone', market };
  }

  get market() {
    return this.markets.get(this.session.market ?? '');
  }

  answer(command: Command): Reply {
    if (command.type === 'clock') throw new Error('no part of this');
    const { id: to } = command;
    const error = (code: string): Reply => ({ type: 'error', to, error: { code, message: code } });
    if (command.type === 'open') {
      this.leave(null);
      if (this.full) return error('too_many_markets');
      const { settings, link, capture = false } = command;
      const market = marketOf(`secret-${++this.opened}`);
      this.session = { market, capture };
      this.markets.set(market, {
        settings,
        link: { ...wanted.link, ...link },
        state: { seq: 0, at: 0, schedule: { ...settings, seq: 0, at: 0 } },
      });
      return this.report(to, false);
    }
    if (command.type === 'reopen') {
      const { secret, settings, state, link, capture = false } = command;
      const market = marketOf(secret);
      const known = this.markets.get(market);
      if (!known && this.full) return error('too_often');
      this.leave(market);
      this.session = { market, capture };
      this.markets.set(market, {
        ...(known ?? { settings, state }),
        link: { ...wanted.link, ...link },
      });
      return this.report(to, !known);
    }
    const { market } = this;
    if (!market) return error('no_market');
    const run = () => {
      market.state = { ...market.state, schedule: { ...market.settings, seq: 0, at: 0 } };
    };
    if (command.type === 'fault') {
      if (++this.strikes % 3 === 0) return error('too_often');
      return { type: 'fault', to, market: this.session.market ?? '', kind: 'restart', at: 0, until: 0 };
    }
    if (command.type === 'change') {
      market.settings = command.settings;
      if (market.state.schedule) run();
    } else if (command.type === 'link') market.link = command.link;
    else if (command.type === 'capture') this.session.capture = command.on;
    else if (command.type === 'resume') run();
    else market.state = { ...market.state, schedule: null };
    return this.report(to, false);
  }

  figures(): Reply {
    const state = this.market?.state ?? { seq: 0, at: 0, schedule: null };
    return { type: 'figures', market: this.session.market ?? '', state, techniques: {} };
  }

  private leave(next: string | null): void {
    if (this.session.market !== next) this.markets.delete(this.session.market ?? '');
    this.hangUp();
  }

  private report(to: number | undefined, restored: boolean): Reply {
    const { market, session } = this;
    if (!market || !session.market) throw new Error('no market');
    return {
      type: 'market',
      to,
      market: session.market,
      secret: session.market.replace('market', 'secret'),
      ...structuredClone(market),
      capture: session.capture,
      restored,
    };
  }
}

/** A page and its server, with what is under way between them. */
export class World {
  readonly page = new Page();
  readonly server = new Server();
  private up: Command[] = [];
  private down: Reply[] = [];
  private reachable = false;

  take(event: ConnectionEvent): void {
    const commands = this.page.take(event);
    if (this.reachable) this.up.push(...commands);
  }

  connect(): void {
    if (this.reachable) return;
    this.reachable = true;
    this.take({ type: 'opened' });
    this.take({ type: 'online' });
  }

  lose(): void {
    this.reachable = false;
    this.up = [];
    this.down = [];
    this.server.hangUp();
    this.take({ type: 'offline', at: 1 });
  }

  obey(): boolean {
    const command = this.up.shift();
    if (command) this.down.push(this.server.answer(command));
    return command !== undefined;
  }

  hear(): boolean {
    const report = this.down.shift();
    if (report) this.take({ type: 'report', report });
    return report !== undefined;
  }

  drop(): void {
    const gone = this.server.drop();
    if (gone && this.reachable) this.down.push(gone);
  }

  tellFigures(): void {
    if (this.reachable && this.server.market) this.down.push(this.server.figures());
  }

  settle(): void {
    while (this.obey() || this.hear());
  }
}
