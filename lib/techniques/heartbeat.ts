/** A connection on which nothing was heard for so long is asked for a sign of life. */
export const HEARTBEAT_MS = 10_000;

/** And given up when none comes within this time. */
export const PATIENCE_MS = 5_000;

/**
 * Notices a connection that has died without a word, as happens when a phone leaves the network.
 *
 * @param ask sends something that the other side will answer
 * @param lost is called once if nothing at all was heard after asking
 */
export function heartbeat(ask: () => void, lost: () => void) {
  let timer = setTimeout(beat, HEARTBEAT_MS);
  let last = performance.now();

  function beat(): void {
    const silence = performance.now() - last;
    if (silence < HEARTBEAT_MS) {
      timer = setTimeout(beat, HEARTBEAT_MS - silence);
      return;
    }
    ask();
    timer = setTimeout(() => (performance.now() - last > HEARTBEAT_MS ? lost() : beat()), PATIENCE_MS);
  }

  return {
    heard: () => {
      last = performance.now();
    },
    stop: () => clearTimeout(timer),
  };
}
