// Long and full: an hour at full speed, many pages cut at once, clients that read nothing, thousands of connections, no
// more open files. Each has a server of its own, one after the other.
//
//   npm run soak -- --minutes 60
import { layOut } from '../bench/layout';
import { stopOnSignal } from '../stop-on-signal';
import { manyConnections } from './connections';
import { exhaustedDescriptors } from './descriptors';
import { fullSpeed } from './full-speed';
import { massCut } from './mass-cut';
import { help, type Kind, type Options, readOptions } from './options';
import { hasHeld, type Row } from './row';
import { stuckClients } from './stuck';

void main().then(
  (held) => process.exit(held ? 0 : 1),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

/** @returns whether all of it held */
async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(help);
    return true;
  }
  const signal = stopOnSignal();
  const rows: Row[] = [];
  for (const kind of options.only) {
    signal.throwIfAborted();
    console.error(`${kind} …`);
    rows.push(await rowOf(kind, options, signal));
  }
  console.log(options.json ? JSON.stringify(rows.map(withVerdict), null, 2) : rows.map(tableOf).join('\n'));
  return rows.every(hasHeld);
}

/** Tries one of them; what cannot be tried has not held. */
async function rowOf(kind: Kind, options: Options, signal: AbortSignal): Promise<Row> {
  const { minutes, pages, seconds, stuck, connections } = options;
  const tries: Record<Kind, () => Promise<Row>> = {
    speed: () => fullSpeed(minutes, signal),
    cut: () => massCut(pages, seconds),
    stuck: () => stuckClients(stuck),
    connections: () => manyConnections(connections, seconds),
    files: exhaustedDescriptors,
  };
  try {
    return await tries[kind]();
  } catch (error) {
    signal.throwIfAborted();
    const what = error instanceof Error ? error.message : String(error);
    console.error(what);
    return { name: kind, figures: {}, conditions: [{ what, held: false }] };
  }
}

function withVerdict(row: Row) {
  return { ...row, held: hasHeld(row) };
}

function tableOf(row: Row): string {
  return layOut(
    [
      [row.name, hasHeld(row) ? 'HELD' : 'DID NOT HOLD'],
      ...Object.entries(row.figures),
      ...row.conditions.map(({ what, held }) => [what, held ? 'held' : 'did not hold']),
    ],
    1,
  );
}
