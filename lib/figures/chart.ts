import type { Unit } from './unit';

export type Scale = 'linear' | 'log';

/** What the scales are called where one is chosen. */
export const scaleNames = { linear: 'lin', log: 'log' } as const;

/** What is chosen in the head of a chart: a setting of `S`, and what its values are called there. */
export type ChartChoice<S> = {
  [K in keyof S]: S[K] extends string
    ? { setting: K; label: string; options: Readonly<Record<S[K], string>> }
    : never;
}[keyof S];

/** A chart, but for what was measured: `S` are settings of how it is shown, `D` is what is drawn. */
export interface Chart<S, D> {
  id: string;
  title: string;
  /** A few words beside the title. */
  caption(settings: S): string;
  choices(settings: S): readonly ChartChoice<S>[];
  drawing(settings: S): D;
}

/** A curve for each technique, of one figure at many points. */
export interface Curves<P> {
  /** The same function as long as the figure is the same. */
  value(point: P): number | null;
  unit: Unit;
  scale: Scale;
}
