/** How often a connection with nothing to say shows that it lives, ms: the server's streams, and the client. */
export const HEARTBEAT_MS = 5000;

/** A connection on which nothing at all was heard for so long is given up, ms. */
export const SILENCE_MS = 2 * HEARTBEAT_MS;

/**
 * Notices a connection that has died without a word, as happens when a phone leaves the network.
 *
 * @param lost is called once, if nothing was heard for `SILENCE_MS` and what the caller allows on top
 * @param options.ask is called while nothing is heard: sends something that the other side will answer
 * @param options.allow how much longer than `SILENCE_MS` a silence may be, ms
 */
export function heartbeat(lost: () => void, { ask = () => {}, allow = 0 } = {}) {
  let last = performance.now();
  const timer = setInterval(() => {
    const silence = performance.now() - last;
    if (silence > SILENCE_MS + allow) {
      clearInterval(timer);
      lost();
    } else if (silence > HEARTBEAT_MS) ask();
  }, HEARTBEAT_MS / 5);

  return {
    heard: () => {
      last = performance.now();
    },
    stop: () => clearInterval(timer),
  };
}
