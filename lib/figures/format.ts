/** What stands where there is no figure yet. */
export const NONE = '–';

// Made once: `toLocaleString` would make them anew for each number.
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const few = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const hundredths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const digits = (value: number, unit: string) => {
  const places = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(places)} ${unit}`;
};

/** A duration with its unit, three digits long: 0.42 ms, 512 ms, 1.23 s, 61.0 s. */
export function formatMs(ms: number | null): string {
  if (ms === null) return NONE;
  return ms < 999.5 ? digits(ms, 'ms') : digits(ms / 1000, 's');
}

/** Bytes in decimal units, as networks count them: 731 B, 12.3 kB, 1.20 MB; −12.3 kB. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return NONE;
  // The difference of two sizes may be below 0.
  if (bytes <= -0.5) return `−${formatBytes(-bytes)}`;
  if (bytes < 999.5) return `${Math.round(bytes)} B`;
  if (bytes < 999_500) return digits(bytes / 1e3, 'kB');
  if (bytes < 999.5e6) return digits(bytes / 1e6, 'MB');
  if (bytes < 999.5e9) return digits(bytes / 1e9, 'GB');
  if (bytes < 999.5e12) return digits(bytes / 1e12, 'TB');
  return digits(bytes / 1e15, 'PB');
}

/** A number that need not be whole, three digits long, and longer ones with thousands set apart: 0.42, 61.0, 1,234. */
export function formatNumber(value: number | null): string {
  if (value === null) return NONE;
  return value > 0 && value < 99.95 ? digits(value, '').trim() : formatCount(value);
}

/** A whole number with thousands set apart: 12,345. */
export function formatCount(count: number | null): string {
  return count === null ? NONE : whole.format(count);
}

/** A number of things, with the word for one or for several: 1 tick, 12,345 ticks, 0.1 ticks. */
export function formatCountOf(count: number, one: string, several = `${one}s`): string {
  return `${few.format(count)} ${count === 1 ? one : several}`;
}

/** To how many of all such things something happened, up to the verb: 1 of 1 client was, 2 of 500 clients were. */
export function formatPartOf(part: number, all: number, one: string, several?: string): string {
  return `${formatCount(part)} of ${formatCountOf(all, one, several)} ${part === 1 || all === 1 ? 'was' : 'were'}`;
}

/** Money, in a currency that has no name, to the hundredth: 1,234.50. */
export function formatMoney(money: number | null): string {
  if (money === null) return NONE;
  return hundredths.format(money);
}

/** A share of 0 to 1 in percent. */
export function formatShare(share: number | null): string {
  if (share === null) return NONE;
  const percent = share * 100;
  return `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/** How many times the best: 1.00×, 12.3×, 480×. */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return NONE;
  return `${ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0)}×`;
}

/** The same to two figures, which is all that a multiple is worth: 1.3 ×, 11 ×, 1,200 ×. */
export function formatTimes(times: number): string {
  const two = Number(times.toPrecision(2));
  return `${two < 10 ? two.toFixed(1) : formatCount(two)} ×`;
}

/** Minutes and seconds: 1:05. */
export function formatClock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** The same for an axis, where zeros at the end only take up room: 1 ms, 2.5 kB. */
export function trimZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?=\D|$)/, '$1').replace(/\.(?=\D|$)/, '');
}

/**
 * Round values between two ends of an axis of time, in seconds, few enough to be read.
 */
export function timeTicks(from: number, to: number): number[] {
  const step = [2, 5, 10, 15, 30, 60, 120, 300, 600, 900].find((length) => (to - from) / length <= 5) ?? 1800;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => first + i * step);
}
