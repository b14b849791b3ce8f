import { formatBytes, formatCount, formatMoney, formatMs, formatNumber, formatShare } from './format';

/** What a figure is measured in: `number` need not be whole, `share` is 0 to 1, `B` are bytes. */
export type Unit = 'ms' | 's' | 'B' | 'count' | 'number' | 'share' | 'money';

const formats: Readonly<Record<Unit, (value: number | null) => string>> = {
  ms: formatMs,
  s: (seconds) => formatMs(seconds === null ? null : seconds * 1000),
  B: formatBytes,
  count: formatCount,
  number: formatNumber,
  share: formatShare,
  money: formatMoney,
};

/** A value with its unit, as tables, charts and Markdown write it; a dash where there is none. */
export function formatIn(unit: Unit, value: number | null): string {
  return formats[unit](value);
}
