/**
 * A well-mixed 32-bit hash of three integers: the market's only source of chance, so that the same seed
 * gives the same prices everywhere. The mixing steps are the finalizer of MurmurHash3 (Appleby, 2011).
 *
 * @returns an unsigned 32-bit integer
 */
export function hash(seed: number, stream: number, index: number): number {
  let h = mix(seed ^ 0x9e3779b9);
  h = mix(h ^ Math.imul(stream + 1, 0x85ebca6b));
  return mix(h ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
}

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * A standard normal number from three integers, by the Box–Muller transform (1958).
 *
 * @returns mean 0, variance 1
 */
export function gaussian(seed: number, stream: number, index: number): number {
  const u = (hash(seed, stream, index) + 1) / 4294967297;
  const v = hash(seed ^ 0x5bd1e995, stream, index) / 4294967296;
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

/** The walk is defined on 0..2^31, which at 200 ticks a second is four months. */
export const WALK_LENGTH = 2 ** 31;

/**
 * The position after `n` steps of a random walk with independent standard normal steps, found without taking
 * the steps: Lévy's construction of Brownian motion halves the interval until it has reached `n`, so any
 * position costs 31 random numbers whatever `n` is. That makes a tick a function of seed and number alone.
 *
 * @param n a whole number, 0 to 2^31
 * @returns the position; position 0 is 0, and the difference of neighbours has variance 1
 */
export function walk(seed: number, stream: number, n: number): number {
  let left = 0;
  let right = WALK_LENGTH;
  let atLeft = 0;
  let atRight = Math.sqrt(WALK_LENGTH) * gaussian(seed, stream, WALK_LENGTH);
  if (n <= left) return atLeft;
  if (n >= right) return atRight;
  for (;;) {
    const middle = (left + right) / 2;
    // Between two known points, the midpoint has the mean of both and a quarter of their distance as variance.
    const atMiddle = (atLeft + atRight) / 2 + (Math.sqrt(right - left) / 2) * gaussian(seed, stream, middle);
    if (n === middle) return atMiddle;
    if (n < middle) [right, atRight] = [middle, atMiddle];
    else [left, atLeft] = [middle, atMiddle];
  }
}
