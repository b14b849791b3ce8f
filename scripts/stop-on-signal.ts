/** A signal that is aborted when this process is asked to end, so that it can end the processes it has started first. */
export function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stop.abort(new Error('stopped')));
  }
  return stop.signal;
}
