const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/**
 * How long to wait before trying again: twice as long each time, up to 10 s, and of that a part left to chance,
 * so that a thousand clients cut off at once do not come back at once.
 *
 * @param attempt how many tries in a row have failed before, from 0
 * @param chance 0 to 1
 * @returns ms, between half and all of the time due
 */
export function backoff(attempt: number, chance = randomShare()): number {
  const due = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return due * (0.5 + chance / 2);
}

function randomShare(): number {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number / 2 ** 32;
}
