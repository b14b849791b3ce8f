import { loadCode } from '@/components/code/use-code';
import { linesOfCode, type Weighed } from '@/lib/experiments/protocol-or-library';

let library: Promise<number | null> | undefined;

/** What a page loads for the library, and the lines that both sides take. */
export async function weigh(): Promise<Weighed> {
  library ??= weighLibrary();
  const [bytes, { techniques }] = await Promise.all([library, loadCode()]);
  const linesOf = (id: string) => linesOfCode(techniques.find((one) => one.id === id)?.halves ?? []);
  return { library: bytes, lines: { websocket: linesOf('websocket'), 'socket-io': linesOf('socket-io') } };
}

/** Loads it here too, and asks the browser what came: bytes as they crossed, without heads; null where it does not say. */
async function weighLibrary(): Promise<number | null> {
  const before = performance.now();
  await import('socket.io-client');
  const scripts = performance
    .getEntriesByType('resource')
    .filter((entry) => entry instanceof PerformanceResourceTiming)
    .filter(({ startTime, name }) => startTime >= before && name.endsWith('.js'));
  return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) || null;
}
