/**
 * Remembers what `make` made of an object for as long as the object lives. A batch is given to all subscribers
 * as the same object, so whatever a technique makes of it (its frames, its events) is made once for all of them.
 */
export function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}
