import * as z from 'zod/mini';
import { type Technique, type TechniqueId, techniqueOf, techniques } from '.';
import type { Setting } from './setting';
import type { OwnSettings } from './technique';

type Of<Id extends TechniqueId> = Extract<Technique, { id: Id }>;

/** All settings of all techniques: the intersection of what each has. */
type All = (
  Technique extends infer T
    ? T extends Technique
      ? (all: T['settings']) => void
      : never
    : never
) extends (all: infer S) => void
  ? S
  : never;

/** The settings that are techniques' own, by name; each belongs to one technique. */
export const techniqueSettings = Object.assign({}, ...techniques.map(({ settings }) => settings)) as {
  [Name in keyof All]: All[Name];
};
export type TechniqueSettings = OwnSettings<{ settings: typeof techniqueSettings }>;

/** What they may be. */
export const techniqueSettingsSchema = z.object(
  mapped(({ schema }) => schema) as { [Name in keyof All]: All[Name]['schema'] },
);

/** What they are by default. */
export const standardSettings = mapped(({ standard }) => standard) as TechniqueSettings;

export const settingNames = z.keyof(techniqueSettingsSchema).options;

/** Of the settings of all techniques, those of one. */
export function ownSettings<Id extends TechniqueId>(id: Id, all: TechniqueSettings): OwnSettings<Of<Id>> {
  const { settings }: { settings: Readonly<Record<string, Setting>> } = techniqueOf(id);
  const own = Object.entries(all).filter(([name]) => Object.hasOwn(settings, name));
  return Object.fromEntries(own) as OwnSettings<Of<Id>>;
}

/** Whether a setting of a technique is another one now. */
export function hasChanged(id: TechniqueId, before: TechniqueSettings, now: TechniqueSettings): boolean {
  return JSON.stringify(ownSettings(id, before)) !== JSON.stringify(ownSettings(id, now));
}

/** Time from one question of a client to the next, ms; null for one that asks again at once, or never. */
export function askIntervalOf(id: TechniqueId, settings: TechniqueSettings): number | null {
  const { traits } = techniqueOf(id);
  return traits.asks === 'every interval' ? settings.interval * 1000 : null;
}

/** For how long a server may keep back an answer without news, ms; 0 where it answers at once, or for ever. */
export function holdOf(id: TechniqueId, settings: TechniqueSettings): number {
  const { traits } = techniqueOf(id);
  return traits.asks === 'when answered' ? settings.timeout * 1000 : 0;
}

/** The longest time that a client of any technique waits before it asks again, ms. */
export function longestIntervalOf(settings: TechniqueSettings): number {
  return Math.max(0, ...techniques.map(({ id }) => askIntervalOf(id, settings) ?? 0));
}

function mapped(value: (setting: Setting) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries<Setting>(techniqueSettings).map(([name, setting]) => [name, value(setting)]),
  );
}
