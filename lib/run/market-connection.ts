import type { Command, MarketState, Report } from '@/lib/channel/control-messages';
import type { Fault } from '@/lib/faults/faults';
import type { MarketSettings } from '@/lib/market/settings';
import { commandsBetween, confirmedBy, type ServerSettings } from './server-settings';

type MarketReport = Extract<Report, { type: 'market' }>;

/** When a server has no room for a market, or cannot bring it back yet, it is asked again after so long, ms. */
const ASK_AGAIN_MS = 5000;

/** How a page stands with its market on the server. Nothing here is changed in place. */
export interface MarketConnection {
  phase: Phase;
  /** What the server is to do. */
  wanted: ServerSettings;
  /** What the run's market can be gone on with on a server that does not know it; null before there is one. */
  past: Past | null;
  /** The next command is named by it. */
  nextId: number;
}

type Phase =
  /** The server is not to be reached: `since`, epoch ms, or null while the page is still connecting. */
  | { kind: 'away'; since: number | null }
  /** It has been asked for a market by the command of this `id`. */
  | { kind: 'asking'; id: number }
  /** The market stands. */
  | {
      kind: 'standing';
      /** What the server said last that it does. */
      confirmed: ServerSettings;
      /** What was asked for last; that is asked once, whatever becomes of it. */
      asked: ServerSettings | null;
      /** The commands that have not been answered. */
      pending: readonly number[];
    }
  /** The server does not give the market, and is asked again. */
  | { kind: 'refused'; message: string };

interface Past {
  market: string;
  secret: string;
  settings: MarketSettings;
  /** On the page's own clock. */
  state: MarketState;
}

export type ConnectionEvent =
  /** The channel is open; the clocks are not compared yet. */
  | { type: 'opened' }
  /** The channel is open, and the clocks are compared. */
  | { type: 'online' }
  /** The channel is lost. @param at epoch ms */
  | { type: 'offline'; at: number }
  /** Something else is wanted of the market. */
  | { type: 'want'; wanted: ServerSettings }
  /** Another run is wanted, on a market of its own. */
  | { type: 'reset'; wanted: ServerSettings }
  | { type: 'strike'; fault: Fault }
  /** It is time to ask again. */
  | { type: 'retry' }
  /** The server has said something. Times are on the page's own clock. */
  | { type: 'report'; report: Exclude<Report, { type: 'clock' | 'wire' }> };

export type ConnectionAction =
  | { type: 'send'; command: Command }
  /** There is another market: with it begins another run. */
  | { type: 'begin'; report: MarketReport }
  /** The run's market is there again, or has changed. */
  | { type: 'go on'; report: MarketReport }
  /** The server has dropped the run's market: a `reset` is wanted. */
  | { type: 'gone' }
  /** A `retry` is wanted after so long, ms. */
  | { type: 'wait'; ms: number }
  /** Something was not done, and everything else goes on. */
  | { type: 'complain'; message: string };

export type Step = [MarketConnection, ConnectionAction[]];

/** Before the server has been reached for the first time. */
export function initialConnection(wanted: ServerSettings): MarketConnection {
  return { phase: { kind: 'away', since: null }, wanted, past: null, nextId: 1 };
}

/** What becomes of a connection when something happens, and what is to be done then. It has no other effects. */
export function step(connection: MarketConnection, event: ConnectionEvent): Step {
  const { phase } = connection;
  switch (event.type) {
    case 'opened':
      // A new market needs no clock. The run's own does: what the page knows of it is on its own clock.
      return connection.past === null ? ask(connection) : [connection, []];
    case 'online':
      return phase.kind === 'away' ? ask(connection) : [connection, []];
    case 'offline': {
      const since = phase.kind === 'away' && phase.since !== null ? phase.since : event.at;
      return [{ ...connection, phase: { kind: 'away', since } }, []];
    }
    case 'want':
      return reconcile({ ...connection, wanted: event.wanted });
    case 'reset': {
      const anew = { ...connection, wanted: event.wanted, past: null };
      return phase.kind === 'away' ? [anew, []] : ask(anew);
    }
    case 'strike':
      return phase.kind === 'standing'
        ? send(connection, [{ type: 'fault', fault: event.fault }])
        : [connection, []];
    case 'retry':
      return phase.kind === 'refused' ? ask(connection) : [connection, []];
    case 'report':
      return hear(connection, event.report);
  }
}

function hear(
  connection: MarketConnection,
  report: Extract<ConnectionEvent, { type: 'report' }>['report'],
): Step {
  switch (report.type) {
    case 'market':
      return hearMarket(connection, report);
    case 'error':
      return hearError(connection, report);
    case 'figures':
      return [learn(connection, report), []];
    case 'gone':
      return [connection, connection.past?.market === report.market ? [{ type: 'gone' }] : []];
    case 'fault':
      return [connection, []];
  }
}

function hearMarket(connection: MarketConnection, report: MarketReport): Step {
  const { phase } = connection;
  const confirmed = confirmedBy(report);
  const { market, secret, settings, state } = report;
  const past = { market, secret, settings, state };
  if (phase.kind === 'asking' && report.to === phase.id) {
    const standing = { kind: 'standing', confirmed, asked: null, pending: [] } as const;
    const [next, actions] = reconcile({ ...connection, past, phase: standing });
    const type = connection.past?.market === market ? 'go on' : 'begin';
    return [next, [{ type, report }, ...actions]];
  }
  // Anything else answers what is no longer of interest, such as a run that was reset before it began.
  if (phase.kind !== 'standing' || connection.past?.market !== market) return [connection, []];
  const pending = phase.pending.filter((id) => id !== report.to);
  const [next, actions] = reconcile({ ...connection, past, phase: { ...phase, confirmed, pending } });
  return [next, [{ type: 'go on', report }, ...actions]];
}

function hearError(
  connection: MarketConnection,
  { to, error: { code, message } }: Extract<Report, { type: 'error' }>,
): Step {
  const { phase } = connection;
  if (phase.kind === 'asking' && to === phase.id) {
    return [{ ...connection, phase: { kind: 'refused', message } }, [{ type: 'wait', ms: ASK_AGAIN_MS }]];
  }
  if (phase.kind !== 'standing') return [connection, []];
  if (code === 'no_market') return ask(connection);
  const pending = phase.pending.filter((id) => id !== to);
  const [next, actions] = reconcile({ ...connection, phase: { ...phase, pending } });
  return [next, [{ type: 'complain', message }, ...actions]];
}

/** The schedule that is in force says of the settings what a lost answer would have said. */
function learn(
  connection: MarketConnection,
  { market, state }: Extract<Report, { type: 'figures' }>,
): MarketConnection {
  const { past } = connection;
  if (past?.market !== market) return connection;
  const { rate, burst } = state.schedule ?? past.settings;
  return { ...connection, past: { ...past, state, settings: { ...past.settings, rate, burst } } };
}

/** Asks for the run's market, or for a new one where there is none. */
function ask(connection: MarketConnection): Step {
  const { past, wanted, nextId } = connection;
  const { settings, link, capture } = wanted;
  const command: Command = past
    ? // The past was made with the settings of then. Those that are wanted by now come after it.
      { type: 'reopen', secret: past.secret, settings: past.settings, state: past.state, link, capture }
    : { type: 'open', settings, link, capture };
  return send({ ...connection, phase: { kind: 'asking', id: nextId } }, [command]);
}

/** Asks for what is wanted and not so, unless answers are outstanding: they may say that it is so by now. */
function reconcile(connection: MarketConnection): Step {
  const { phase, wanted } = connection;
  if (phase.kind !== 'standing' || phase.pending.length > 0) return [connection, []];
  const commands = commandsBetween(phase.confirmed, wanted);
  const wasAsked = phase.asked !== null && commandsBetween(phase.asked, wanted).length === 0;
  if (commands.length === 0 || wasAsked) return [connection, []];
  const pending = commands.map((_, index) => connection.nextId + index);
  return send({ ...connection, phase: { ...phase, asked: wanted, pending } }, commands);
}

/** Names the commands, by one number after the other. */
function send(connection: MarketConnection, commands: readonly Command[]): Step {
  const { nextId } = connection;
  const named = commands.map((command, index) => ({ ...command, id: nextId + index }));
  return [
    { ...connection, nextId: nextId + commands.length },
    named.map((command) => ({ type: 'send', command })),
  ];
}
