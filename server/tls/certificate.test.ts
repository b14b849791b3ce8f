import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setLogLevel } from '../log/log';
import { ownIdentity, selfSigned } from './certificate';

test('a certificate is made once, for this machine, and its key is nobody else’s to read', async (t) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'tls-')), 'kept');
  t.after(() => rmSync(folder, { recursive: true }));
  const identity = await ownIdentity(folder);
  assert.deepEqual(await ownIdentity(folder), identity);
  assert.equal(statSync(join(folder, 'key.pem')).mode & 0o777, 0o600);
  const certificate = new X509Certificate(identity.cert);
  for (const name of ['localhost', hostname().toLowerCase()]) assert.ok(certificate.checkHost(name), name);
  for (const address of ['127.0.0.1', '::1']) assert.ok(certificate.checkIP(address), address);
});

test('one that is about to end, is for other names, or cannot be read is made anew', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const keep = ({ key, cert }: { key: string; cert: string }) => {
    writeFileSync(join(folder, 'key.pem'), key);
    writeFileSync(join(folder, 'cert.pem'), cert);
  };
  const own = await ownIdentity(folder);
  const others = [await selfSigned(['localhost'], 365), await selfSigned(['other.example'], 365)];
  for (const other of [...others, { key: 'no key', cert: 'no certificate' }]) {
    keep(other);
    const made = await ownIdentity(folder);
    assert.notEqual(made.cert, other.cert);
    assert.notEqual(made.cert, own.cert);
  }
});

test('where it cannot be kept it lasts as long as the process', async (t) => {
  setLogLevel('silent');
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'file'), '');
  chmodSync(folder, 0o700);
  assert.match((await ownIdentity(join(folder, 'file', 'below'))).cert, /BEGIN CERTIFICATE/);
});
