import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeSite } from './site';

const made = { date: '2026-03-04T05:06:07.000Z', machine: 'Chromium 1, Linux x64, 2 cores' };
const SCRIPT = 'document.title = "a"';
const html = `<html><head><meta charSet="utf-8"/><script>${SCRIPT}</script></head></html>`;

/** A built page of a few files, and a folder for the site. */
function folders() {
  const root = mkdtempSync(join(tmpdir(), 'site-'));
  const page = join(root, 'page');
  mkdirSync(join(page, 'learn'), { recursive: true });
  for (const file of ['index.html', '404.html', '_not-found.html', 'learn.html', 'learn/claims.html'])
    writeFileSync(join(page, file), html);
  for (const file of ['index.html.br', 'index.html.gz', 'icon.svg']) writeFileSync(join(page, file), '');
  return { page, site: join(root, 'site'), remove: () => rmSync(root, { recursive: true }) };
}

test('each page is the index of a folder, and says its policy and that its runs were recorded', async () => {
  const { page, site, remove } = folders();
  await writeSite(page, site, made);
  assert.deepEqual(
    readdirSync(site, { recursive: true })
      .map(String)
      .filter((file) => /\./.test(file))
      .sort(),
    ['404.html', 'icon.svg', 'index.html', 'learn/claims/index.html', 'learn/index.html'],
  );
  const written = readFileSync(join(site, 'learn/claims/index.html'), 'utf8');
  const hash = createHash('sha256').update(SCRIPT).digest('base64');
  // A browser obeys a policy for what comes after it.
  assert.match(
    written,
    /^<html><head><meta charSet="utf-8"\/><meta http-equiv="Content-Security-Policy" content="/,
  );
  assert.ok(written.includes(`script-src 'self' 'sha256-${hash}';`));
  assert.ok(
    written.includes(
      'name="recorded" content="recorded on 2026-03-04 at 05:06 UTC on Chromium 1, Linux x64, 2 cores"',
    ),
  );
  remove();
});

test('a site is written anew, and a folder with anything else is left as it is', async () => {
  const { page, site, remove } = folders();
  await writeSite(page, site, made);
  writeFileSync(join(site, 'recordings', 'old.recording'), '');
  await writeSite(page, site, made);
  assert.deepEqual(readdirSync(join(site, 'recordings')), []);
  await assert.rejects(() => writeSite(page, page, made), /is not empty, and no site that was exported/);
  assert.ok(readdirSync(page).includes('index.html'));
  remove();
});
