import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { builtPage } from '@/server/http/page';
import { securityHeaders } from '@/server/http/security-headers';
import { RawClient, startTestServer, type TestServer } from '@/server/testing/server';
import { compressFolder } from './compress.mjs';

const inline = `alert('one')\n`;
const contents = {
  'index.html': `<script src="/file.js"></script><script id="x">${inline}</script>${'<p>text</p>'.repeat(99)}`,
  'lab.html': '<p>lab</p>'.repeat(99),
  '404.html': '<p>There is no such page.</p>'.repeat(9),
  'code.json': JSON.stringify('code '.repeat(99)),
  'icon.svg': '<svg/>',
  '_next/static/chunks/a b~1.js': 'run();'.repeat(999),
};

let folder: string;
let server: TestServer;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(folder, 'page/_next/static/chunks'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'secret');
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, 'page', name), content);
  await compressFolder(join(folder, 'page'));
  server = await startTestServer({ page: builtPage(join(folder, 'page')) });
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Asks as it is told: nothing is decoded, and no header is added. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ port: server.port, path, method, headers, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks),
      });
    })
      .once('error', reject)
      .end();
  });
}

const CHUNK = '/_next/static/chunks/a%20b~1.js';

describe('a file of the page', () => {
  const plain = contents['_next/static/chunks/a b~1.js'];
  for (const [accepted, encoding, decode] of [
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['GZIP;q=1, BR;q=0.5', 'br', brotliDecompressSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
    ['br ; q=0.000, gzip;q=0.0', undefined, String],
    ['identity', undefined, String],
    ['brotli, x-gzip', undefined, String],
    ['*', undefined, String],
    ['', undefined, String],
  ] as const) {
    test(`Accept-Encoding: ${accepted || '(empty)'}: ${encoding ?? 'as it is'}`, async () => {
      const { status, headers, body } = await ask(CHUNK, { 'Accept-Encoding': accepted });
      assert.equal(status, 200);
      assert.equal(headers['content-encoding'], encoding);
      assert.equal(Number(headers['content-length']), body.length);
      assert.equal(headers.vary, 'Accept-Encoding');
      assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
      assert.equal(String(decode(body)), plain);
      if (encoding) assert.ok(body.length < plain.length / 10);
    });
  }

  test('one that would hardly become smaller is sent as it is', async () => {
    const { headers, body } = await ask('/icon.svg', { 'Accept-Encoding': 'br, gzip' });
    assert.equal(headers['content-encoding'], undefined);
    assert.equal(String(body), contents['icon.svg']);
  });

  test('HEAD says the same as GET, without the body', async () => {
    const asked = { 'Accept-Encoding': 'br' };
    const [get, head] = [await ask('/', asked), await ask('/', asked, 'HEAD')];
    assert.deepEqual({ ...head.headers, date: '' }, { ...get.headers, date: '' });
    assert.equal(head.status, 200);
    assert.equal(head.body.length, 0);
  });

  test('pages are found without the ending of their files', async () => {
    for (const [path, name] of [
      ['/', 'index.html'],
      ['/?seed=7', 'index.html'],
      ['/index.html', 'index.html'],
      ['/lab', 'lab.html'],
      ['/lab?clients=5', 'lab.html'],
    ] as const) {
      const { status, headers, body } = await ask(path);
      assert.equal(status, 200, path);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(String(body), contents[name], path);
    }
  });
});

describe('what browsers may keep', () => {
  test('files named after their content for ever, all others not without asking', async () => {
    assert.equal((await ask(CHUNK)).headers['cache-control'], 'public, max-age=31536000, immutable');
    for (const path of ['/', '/lab', '/code.json', '/icon.svg', '/nowhere', '/_next/static/chunks/gone.js'])
      assert.equal((await ask(path)).headers['cache-control'], 'no-cache', path);
  });

  test('a browser that has a file already is told so, and gets no body', async () => {
    for (const accepted of ['br', 'gzip', 'identity']) {
      const asked = { 'Accept-Encoding': accepted };
      const { headers } = await ask('/', asked);
      const etag = String(headers.etag);
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await ask('/', { ...asked, 'If-None-Match': known });
        assert.equal(again.status, 304, known);
        assert.equal(again.body.length, 0);
        for (const name of ['etag', 'cache-control', 'vary', 'content-security-policy'] as const)
          assert.equal(again.headers[name], headers[name]);
      }
      assert.equal((await ask('/', { ...asked, 'If-None-Match': '"other"' })).status, 200);
    }
  });

  test('each form of a file has a tag of its own', async () => {
    const forms = await Promise.all(['br', 'gzip', ''].map((one) => ask('/', { 'Accept-Encoding': one })));
    assert.equal(new Set(forms.map(({ headers }) => headers.etag)).size, 3);
  });
});

describe('what is not there', () => {
  test('an unknown address is answered with the page for it, status 404', async () => {
    for (const path of ['/nowhere', '/lab/', '/lab.html/x', '/__proto__', '/constructor', '/index.html.br']) {
      const { status, headers, body } = await ask(path, { 'Accept-Encoding': 'gzip' });
      assert.equal(status, 404, path);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(String(gunzipSync(body)), contents['404.html']);
    }
  });

  test('a tag does not make it known', async () => {
    assert.equal((await ask('/nowhere', { 'If-None-Match': '*' })).status, 404);
  });

  test('no path leads out of the folder', async () => {
    for (const path of [
      '/../secret.html',
      '/..%2fsecret.html',
      '/%2e%2e/secret.html',
      '/%2e%2e%2fsecret',
      '/_next/../../secret.html',
      '/..\\secret.html',
      '//../secret',
    ]) {
      const client = new RawClient(server.port);
      client.get(path);
      assert.match(await client.until(/<\/p>$|secret$/), /^HTTP\/1\.1 404 .*<\/p>$/s, path);
      await client.close();
    }
  });

  test('other methods than GET and HEAD are refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers, body } = await ask('/', {}, method);
      assert.equal(status, 405);
      assert.equal(headers.allow, 'GET, HEAD');
      assert.equal(JSON.parse(String(body)).error.code, 'method_not_allowed');
    }
  });
});

test('what the techniques answer is never compressed', async () => {
  const market = server.markets.create({ seed: 1, rate: 200, burst: 1, symbols: 4, padding: 500 });
  const accepting = { 'Accept-Encoding': 'br, gzip, deflate' };
  for (const path of ['poll?since=0', 'long-poll?since=0&timeout=60', 'nothing']) {
    const { headers, body } = await ask(`/api/markets/${market.id}/${path}`, accepting);
    assert.equal(headers['content-encoding'], undefined, path);
    assert.equal(headers.vary, undefined, path);
    JSON.parse(String(body));
  }
  for (const path of ['sse', 'stream']) {
    const client = new RawClient(server.port);
    client.get(`/api/markets/${market.id}/${path}`, 'Accept-Encoding: br, gzip');
    assert.doesNotMatch(await client.until(/"seq":/), /content-encoding/i);
    await client.close();
  }
});

/** One directive of a content security policy. */
function directive(policy: string | undefined, name: string): string[] {
  const text = policy?.split('; ').find((part) => part.startsWith(`${name} `));
  return text?.trim().split(/\s+/).slice(1) ?? [];
}

test('a page runs the scripts inside it by their hash, and no other', async () => {
  const hash = createHash('sha256').update(inline).digest('base64');
  for (const [path, allowed] of [
    ['/', [`'sha256-${hash}'`]],
    ['/lab', []],
    ['/nowhere', []],
    [CHUNK, []],
  ] as const) {
    const { headers } = await ask(path);
    const scripts = directive(String(headers['content-security-policy']), 'script-src');
    assert.deepEqual(scripts, [`'self'`, ...allowed], path);
  }
});

test('documents alone say which features of the browser they do without', async () => {
  for (const path of ['/', '/lab', '/nowhere']) {
    const policy = String((await ask(path)).headers['permissions-policy']);
    for (const feature of ['camera', 'microphone', 'geolocation', 'usb', 'payment', 'clipboard-read'])
      assert.ok(policy.split(', ').includes(`${feature}=()`), `${path}: ${feature}`);
    for (const used of ['clipboard-write', 'cross-origin-isolated']) assert.ok(!policy.includes(used));
  }
  // A script would weigh more by it.
  assert.equal((await ask(CHUNK)).headers['permissions-policy'], undefined);
});

test('scripts are allowed as they are told, and nobody may frame the page', () => {
  for (const [scripts, workers] of [
    [[], []],
    [[`'unsafe-eval'`], ['blob:']],
  ] as const) {
    const headers = securityHeaders(scripts, workers);
    const policy = headers['Content-Security-Policy'];
    assert.deepEqual(directive(policy, 'script-src'), [`'self'`, ...scripts]);
    assert.deepEqual(directive(policy, 'worker-src'), [`'self'`, ...workers]);
    assert.deepEqual(directive(policy, 'default-src'), [`'self'`]);
    assert.deepEqual(directive(policy, 'connect-src'), [`'self'`]);
    assert.deepEqual(directive(policy, 'frame-ancestors'), [`'none'`]);
    assert.deepEqual(directive(policy, 'object-src'), [`'none'`]);
    assert.equal(headers['X-Content-Type-Options'], 'nosniff');
    assert.equal(headers['Cross-Origin-Opener-Policy'], 'same-origin');
    assert.equal(headers['Cross-Origin-Embedder-Policy'], 'require-corp');
  }
});
