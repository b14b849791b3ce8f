/** So many lanes can be read from the last row. */
export const LANES = 5;

/**
 * The lanes on a projector: where there are more than it has room for, the first ones, and in place of the last of those
 * each that was brought.
 *
 * @param on ids of the lanes that run, in their order, which they keep
 * @param brought those that were asked for, the newest last
 */
export function lanesShown<Id>(on: readonly Id[], brought: readonly Id[]): Id[] {
  const kept = brought.filter((id) => on.includes(id)).slice(-LANES);
  const others = on.filter((id) => !kept.includes(id)).slice(0, LANES - kept.length);
  return on.filter((id) => kept.includes(id) || others.includes(id));
}
