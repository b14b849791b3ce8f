// The server as JavaScript: one file for each of its processes, with everything in it that is not Node's own.
import { buildIfStale } from './stale.mjs';

export const SERVER = 'dist/server';

const SOURCES = ['server', 'lib', 'scripts/build/server.mjs', 'package-lock.json', 'tsconfig.json'];

/** The main process, and the two that the load lab starts. */
const ENTRIES = ['server/main.ts', 'server/load-server.ts', 'server/load-generator.ts'];

/** @returns {Promise<boolean>} whether it had to be bundled */
export function buildServer() {
  return buildIfStale(`${SERVER}.hash`, SOURCES, async () => {
    // Loaded only here: most starts do without.
    const { build, stop } = await import('esbuild');
    try {
      await build({
        entryPoints: ENTRIES,
        outdir: SERVER,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: 'node20',
        logLevel: 'silent',
      });
    } finally {
      // esbuild's own process would stay for as long as this one.
      await stop();
    }
  });
}
