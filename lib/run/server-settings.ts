import type { Command, Report } from '@/lib/channel/control-messages';
import type { LinkSettings } from '@/lib/link/settings';
import type { MarketSettings } from '@/lib/market/settings';
import { linkSettings, marketSettings, type Scenario } from '@/lib/scenario/scenario';
import type { EngineView } from './messages';

/** What of scenario and view the server acts on. */
export interface ServerSettings {
  settings: MarketSettings;
  link: LinkSettings;
  /** Whether it captures the wire. */
  capture: boolean;
  /** Whether its market ticks. */
  running: boolean;
}

export function serverSettings(scenario: Scenario, view: EngineView, running = true): ServerSettings {
  return { settings: marketSettings(scenario), link: linkSettings(scenario), capture: view.wire, running };
}

/** What a server says that it does. */
export function confirmedBy(report: Extract<Report, { type: 'market' }>): ServerSettings {
  const { settings, link, capture, state } = report;
  return { settings, link, capture, running: state.schedule !== null };
}

/** The commands that a server needs that does `before`, and is to do `after`. */
export function commandsBetween(before: ServerSettings, after: ServerSettings): Command[] {
  const commands: Command[] = [];
  if (!isSame(before.settings, after.settings)) commands.push({ type: 'change', settings: after.settings });
  if (!isSame(before.link, after.link)) commands.push({ type: 'link', link: after.link });
  if (before.capture !== after.capture) commands.push({ type: 'capture', on: after.capture });
  if (before.running !== after.running) commands.push({ type: after.running ? 'resume' : 'pause' });
  return commands;
}

function isSame<T extends MarketSettings | LinkSettings>(a: T, b: T): boolean {
  const others = new Map(Object.entries(b));
  return Object.entries(a).every(([key, value]) => others.get(key) === value);
}
