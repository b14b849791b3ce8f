// The page as a folder of files, each with its compressed variants beside it.
import { spawn } from 'node:child_process';
import { compressFolder } from './compress.mjs';
import { buildIfStale } from './stale.mjs';

export const PAGE = 'dist/page';

const SOURCES = [
  'app',
  'components',
  'content',
  'lib',
  'public',
  // The page shows the server halves to the reader.
  'server/techniques',
  'scripts/build/page.mjs',
  'scripts/build/compress.mjs',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
];

/** @returns {Promise<boolean>} whether it had to be built. @throws Error with what the build said, if it fails */
export function buildPage() {
  return buildIfStale(`${PAGE}.hash`, SOURCES, async () => {
    console.log('Building the page, once; this takes some seconds.');
    await exportPage();
    await compressFolder(PAGE);
  });
}

function exportPage() {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`the build failed:\n${output}`));
    });
  });
}
