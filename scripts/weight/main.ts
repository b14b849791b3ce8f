// What the first view of the page weighs on the wire, against its limits: the real server, and a browser that has
// nothing of it yet.
//
//   npm run weight
import { spawn } from 'node:child_process';
import { formatBytes } from '@/lib/figures/format';
import { listening } from '../listening';
import { type FirstView, type Loaded, loadFirstView } from './first-view';

/** All that is loaded until the page is at rest, bytes. */
const MOST = 450_000;

/** The scripts that are asked for before a price is seen, bytes. */
const MOST_SCRIPTS = 200_000;

void main().then(
  (light) => process.exit(light ? 0 : 1),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

/** @returns whether the page is within its limits */
async function main(): Promise<boolean> {
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return report(await loadFirstView(await listening(server.stdout)));
  } finally {
    server.kill('SIGTERM');
  }
}

function report({ files, firstPriceMs }: FirstView): boolean {
  console.table(
    files.map(({ path, type, bytes, askedMs, early }) => ({
      file: path,
      type,
      bytes,
      'asked after': `${Math.round(askedMs)} ms`,
      'before the first price': early,
    })),
  );
  // By their names: a worker's are nothing in particular to the browser.
  const scripts = files.filter(({ path, early }) => path.endsWith('.js') && early);
  console.log(`First price after ${Math.round(firstPriceMs)} ms.`);
  return [
    isWithin('all files', total(files), MOST),
    isWithin('scripts before the first price', total(scripts), MOST_SCRIPTS),
  ].every(Boolean);
}

function isWithin(what: string, bytes: number, most: number): boolean {
  const within = bytes <= most;
  console.log(`${within ? 'ok' : 'TOO MUCH'}: ${what}: ${formatBytes(bytes)} of ${formatBytes(most)}`);
  return within;
}

function total(files: readonly Loaded[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
