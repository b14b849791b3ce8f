/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * How a value differs from the one before it. `set` takes its place; otherwise `in` has what differs in its members, by
 * name or index. Of an object `gone` are the members that it has no more; of a list `drop` is how many went from its
 * front, and `length` how many there are then.
 */
export type Delta =
  | { set: Json }
  | { in: Record<string, Delta>; gone?: string[] }
  | { in: Record<string, Delta>; drop?: number; length: number };

/** @returns null where both are the same */
export function deltaOf(before: Json | undefined, after: Json): Delta | null {
  if (before === after) return null;
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after);
  if (isObject(before) && isObject(after)) return ofObjects(before, after);
  return { set: after };
}

/**
 * The value after, which shares with the one before what is the same.
 *
 * @param delta from a file: JSON, but perhaps no delta
 * @throws Error where it is none, or does not fit the value before
 */
export function applyDelta(before: Json | undefined, delta: unknown): Json {
  if (!isObject(delta)) throw new Error('a difference is none');
  if (delta.set !== undefined) return delta.set;
  if (!isObject(delta.in)) throw new Error('a difference is none');
  const changed = Object.entries(delta.in);
  const { length, drop = 0, gone = [] } = delta;
  if (length !== undefined) {
    if (!Array.isArray(before) || typeof drop !== 'number')
      throw new Error('a list differs from what is none');
    const list = before.slice(drop, drop + Number(length));
    for (const [index, part] of changed) list[Number(index)] = applyDelta(list[Number(index)], part);
    // A member that nothing was said of is a hole.
    if (Object.keys(list).length !== length || list.length !== length)
      throw new Error('a list lacks some of its members');
    return list;
  }
  if (!isObject(before) || !Array.isArray(gone)) throw new Error('an object differs from what is none');
  const members = new Map(Object.entries(before));
  for (const name of gone) members.delete(String(name));
  for (const [name, part] of changed) members.set(name, applyDelta(members.get(name), part));
  return Object.fromEntries(members);
}

function ofLists(before: readonly Json[], after: readonly Json[]): Delta | null {
  const drop = droppedFrom(before, after);
  const parts: Record<string, Delta> = {};
  for (const [index, value] of after.entries()) {
    const part = deltaOf(before[index + drop], value);
    if (part) parts[index] = part;
  }
  const isSame = drop === 0 && before.length === after.length && Object.keys(parts).length === 0;
  return isSame ? null : { in: parts, ...(drop > 0 && { drop }), length: after.length };
}

/** How many of a list went from its front: what stands first now stood so far behind. */
function droppedFrom(before: readonly Json[], after: readonly Json[]): number {
  const [first] = after;
  if (first === undefined) return 0;
  const at = before.findIndex((value) => deltaOf(value, first) === null);
  return Math.max(0, at);
}

function ofObjects(before: Record<string, Json>, after: Record<string, Json>): Delta | null {
  const parts = Object.entries(after).flatMap(([name, value]): [string, Delta][] => {
    const part = deltaOf(Object.hasOwn(before, name) ? before[name] : undefined, value);
    return part ? [[name, part]] : [];
  });
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  if (parts.length === 0 && gone.length === 0) return null;
  return { in: Object.fromEntries(parts), ...(gone.length > 0 && { gone }) };
}

function isObject(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
