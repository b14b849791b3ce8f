import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type Made, madeInWords } from '@/lib/playback/made';
import { contentPolicy, inlineScripts } from '@/server/http/security-headers';

/** The file by which a folder is known to be a site that was exported. */
const MARK = 'recordings';

/** Variants that only the playground's own server knows to send, and a page that is none by itself. */
const LEFT_OUT = /\.(?:br|gz)$|\/_not-found(?:\.|$)/;

/** Every document of the page has it first. */
const CHARSET = /<meta charSet="utf-8"\/?>/i;

/**
 * Copies the built page to a folder of its own, as a site that any server of files can serve: each page is the index of a
 * folder, and says itself what headers would say, and that its runs were recorded.
 *
 * @param page the built page
 * @param made when and on what the site's runs are recorded
 * @throws Error where there is something else in the folder
 */
export async function writeSite(page: string, folder: string, made: Made): Promise<void> {
  const before = await readdir(folder).catch((): string[] => []);
  if (before.length > 0 && !before.includes(MARK))
    throw new Error(`${folder} is not empty, and no site that was exported: it is left as it is`);
  await rm(folder, { recursive: true, force: true });
  await cp(page, folder, { recursive: true, filter: (path) => !LEFT_OUT.test(path) });
  await mkdir(join(folder, MARK));
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => extname(name) === '.html')) {
    const html = withMeta(await readFile(join(folder, file), 'utf8'), made);
    await writeFile(join(folder, file), html);
    await moveToFolder(folder, file);
  }
}

/** `learn/claims.html` becomes `learn/claims/index.html`: no server of files has to add an ending. */
async function moveToFolder(folder: string, file: string): Promise<void> {
  const name = basename(file, '.html');
  if (name === 'index' || name === '404') return;
  const own = join(folder, dirname(file), name);
  await mkdir(own, { recursive: true });
  await rename(join(folder, file), join(own, 'index.html'));
}

/** The document with its policy, and with when and on what the runs were recorded. */
function withMeta(html: string, made: Made): string {
  const metas = [
    ['http-equiv', 'Content-Security-Policy', contentPolicy(inlineScripts(html))],
    ['name', 'referrer', 'no-referrer'],
    ['name', 'recorded', madeInWords(made)],
  ].map(([attribute, name, content]) => `<meta ${attribute}="${name}" content="${content}"/>`);
  if (!CHARSET.test(html)) throw new Error('a document of the page does not begin with its charset');
  return html.replace(CHARSET, (charset) => charset + metas.join(''));
}
