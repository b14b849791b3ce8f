import type { Command } from '@/lib/channel/control-messages';
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
}

export function serverSettings(scenario: Scenario, view: EngineView): ServerSettings {
  return { settings: marketSettings(scenario), link: linkSettings(scenario), capture: view.wire };
}

/** The commands that a server needs that was told `before`, and is to do `after`. */
export function commandsBetween(before: ServerSettings, after: ServerSettings): Command[] {
  const commands: Command[] = [];
  if (!isSame(before.settings, after.settings)) commands.push({ type: 'change', settings: after.settings });
  if (!isSame(before.link, after.link)) commands.push({ type: 'link', link: after.link });
  if (before.capture !== after.capture) commands.push({ type: 'capture', on: after.capture });
  return commands;
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
