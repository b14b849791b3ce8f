import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { build, within } from './dockerfile.fixture';
import { listening } from './listening';

/** The user that owns nothing. */
const NOBODY = 65_534;

test('the image that the Dockerfile describes starts without any package, is healthy, and serves', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const image = build('Dockerfile', '.', folder);
  // Next installs by itself what it misses, in whatever version there is.
  const built = readFileSync(join(folder, 'build', 'app', 'package.json'), 'utf8');
  assert.equal(built, readFileSync('package.json', 'utf8'));
  // As in the image, nothing is left of what has built it.
  for (const stage of readdirSync(folder)) {
    const path = join(folder, stage);
    if (path !== image.root) rmSync(path, { recursive: true });
  }
  const cwd = join(image.root, image.workdir);
  assert.deepEqual(readdirSync(cwd).sort(), ['dist', 'scripts']);
  const onAnyPort = { ...image, environment: { ...image.environment, PORT: '0' } };

  // Programs of the image are not root's.
  chmodSync(folder, 0o755);
  const user = process.getuid?.() === 0 ? { uid: NOBODY } : {};
  const child = spawn('env', within(onAnyPort, image.command), {
    cwd,
    ...user,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const origin = await listening(child.stdout);
  const page = await fetch(origin);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<title>.*Realtime Playground/);
  const poll = await fetch(`${origin}/api/markets/demo/poll`);
  assert.ok(Array.isArray((await poll.json()).ticks));

  const { port } = new URL(origin);
  const here = { ...image, environment: { ...image.environment, PORT: port } };
  const isHealthy = () => spawnSync('env', within(here, image.healthcheck), { cwd, ...user }).status === 0;
  assert.ok(isHealthy());
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
  assert.ok(!isHealthy());
});
