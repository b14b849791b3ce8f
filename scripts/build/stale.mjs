// Builds only what has to be built: whatever was made of the very same sources is taken as it is.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Runs a build unless the last one was made of the very same sources.
 *
 * @param {string} stamp file in which the hash of the last build's sources is kept
 * @param {readonly string[]} sources files and folders; those that do not exist count as empty
 * @param {() => Promise<void>} build
 * @returns {Promise<boolean>} whether it was built
 */
export async function buildIfStale(stamp, sources, build) {
  const hash = hashOf(sources);
  if (read(stamp) === hash) return false;
  // A build that fails half-way must not be taken for the one before it.
  rmSync(stamp, { force: true });
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

function hashOf(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesIn))
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/**
 * @param {string} path a file or a folder
 * @returns {string[]} its files, always in the same order, tests left out
 */
function filesIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return path.endsWith('.test.ts') ? [] : [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

function read(file) {
  return statSync(file, { throwIfNoEntry: false }) ? readFileSync(file, 'utf8') : null;
}
