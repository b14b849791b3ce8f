import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** A variant that saves less than this share of a file is not worth a file. */
const WORTHWHILE = 0.1;

/**
 * Puts `<file>.br` and `<file>.gz` beside each file that becomes smaller by it, as small as they can be made: this
 * happens once, and the files are sent many times.
 *
 * @param {string} folder
 */
export async function compressFolder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  await Promise.all(files.map(({ parentPath, path, name }) => compressFile(join(parentPath ?? path, name))));
}

async function compressFile(file) {
  const content = await readFile(file);
  const variants = {
    br: await brotli(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    gz: await zip(content, { level: constants.Z_BEST_COMPRESSION }),
  };
  for (const [ending, packed] of Object.entries(variants)) {
    if (packed.length <= content.length * (1 - WORTHWHILE)) await writeFile(`${file}.${ending}`, packed);
  }
}
