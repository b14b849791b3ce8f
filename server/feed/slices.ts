/** So much of the work is done at once, ms; then everything else has its turn. */
const SLICE_MS = 5;

interface Job {
  steps: Iterator<unknown>;
  done: () => void;
}

/** All long work of this process, in the order in which it came. */
const jobs = new Set<Job>();
let isWorking = false;

/**
 * Does long work in slices, so that nobody waits for it but who needs it; and one such work after another, so that much
 * of it takes no more of the process at a time than little.
 *
 * @param steps of the work, each of them short
 * @param done is called when the last step is done
 * @returns gives the work up
 */
export function inSlices(steps: Iterator<unknown>, done: () => void): () => void {
  const job = { steps, done };
  jobs.add(job);
  if (!isWorking) {
    isWorking = true;
    setImmediate(work);
  }
  return () => jobs.delete(job);
}

function work(): void {
  const end = performance.now() + SLICE_MS;
  for (const job of jobs) {
    let isDone = false;
    while (!isDone && performance.now() < end) isDone = job.steps.next().done === true;
    if (!isDone) break;
    jobs.delete(job);
    job.done();
  }
  isWorking = jobs.size > 0;
  if (isWorking) setImmediate(work);
}
