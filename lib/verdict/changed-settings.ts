import { formatBytes, formatCountOf, formatMs } from '@/lib/figures/format';
import { type Scenario, scenarioSchema } from '@/lib/scenario/scenario';
import { isChoice, type Setting } from '@/lib/techniques/setting';
import { techniqueSettings } from '@/lib/techniques/settings';
import { listOf, NBSP, type Sentence, say } from './sentence';

/** What a setting is called in a sentence, and what its values are. */
interface Words {
  noun: string;
  value(value: number): string;
}

const ms = (value: number) => `${value} ms`;
const seconds = (value: number) => formatMs(value * 1000);
const bandwidth = (kbit: number) => (kbit === 0 ? 'unlimited' : `${kbit} kbit/s`);

const words: Partial<Record<string, Words>> = {
  rate: { noun: 'number of new prices', value: (rate) => `${rate} per second` },
  burst: { noun: 'number of prices at once', value: String },
  symbols: { noun: 'number of stocks', value: String },
  padding: { noun: 'padding of each price', value: formatBytes },
  seed: { noun: 'seed', value: String },
  rtt: { noun: 'round trip', value: ms },
  jitter: { noun: 'jitter', value: ms },
  down: { noun: 'bandwidth down', value: bandwidth },
  up: { noun: 'bandwidth up', value: bandwidth },
  stalls: { noun: 'share of lost packets', value: (percent) => `${percent} %` },
  outageEvery: {
    noun: 'time between outages',
    value: (every) => (every === 0 ? 'no outages' : seconds(every)),
  },
  outageFor: { noun: 'length of an outage', value: (length) => formatCountOf(length, 'second') },
};

/** What was changed between two sets of settings, a sentence each. */
export function changedSettings(before: Scenario, now: Scenario): Sentence[] {
  const [old, present]: Readonly<Record<string, unknown>>[] = [before, now];
  const names = Object.keys(scenarioSchema.shape);
  const sentences = names.flatMap((name): Sentence[] => {
    const [from, to] = [old?.[name], present?.[name]];
    const written = wordsOf(name);
    if (from === to || !written || from === undefined || to === undefined) return [];
    const [past, value] = [from, to].map((known) => written.value(known).replaceAll(' ', NBSP));
    return [say`You changed the ${written.noun} from ${past ?? ''} to ${{ strong: value ?? '' }}.`];
  });
  if (before.trader !== now.trader)
    sentences.push(now.trader ? say`You switched the trader on.` : say`You switched the trader off.`);
  else if (now.trader && before.symbol !== now.symbol)
    sentences.push(say`You changed the stock that is traded from ${before.symbol} to ${now.symbol}.`);
  const added = now.techniques.filter((id) => !before.techniques.includes(id));
  const removed = before.techniques.filter((id) => !now.techniques.includes(id));
  if (added.length > 0) sentences.push(say`You added ${listOf(added)}.`);
  if (removed.length > 0) sentences.push(say`You removed ${listOf(removed)}.`);
  return sentences;
}

/** Those of a setting; null for what is no value of its own, such as the list of lanes. */
function wordsOf(name: string): { noun: string; value(value: unknown): string } | null {
  const known = words[name];
  if (known) return { noun: known.noun, value: (value) => known.value(Number(value)) };
  const all: Readonly<Record<string, Setting>> = techniqueSettings;
  const own = all[name];
  if (!own) return null;
  return {
    noun: own.noun,
    value: (value) => (isChoice(own) ? (own.options[String(value)] ?? '') : `${value} ${own.unit}`),
  };
}
