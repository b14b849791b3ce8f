/**
 * Remembers what `make` made of the last object it was given. A batch is given to all subscribers one after the other
 * as the same object, so whatever a technique makes of it (its frames, its events) is made once for all of them.
 */
export function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  let last: { key: K; value: V } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
