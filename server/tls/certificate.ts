import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { log } from '../log/log';

/** A certificate and its key, as PEM. */
export interface Identity {
  key: string;
  cert: string;
}

/** A certificate of our own is good for so long, days; a new one is made when half of that is over. */
const DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A certificate for this machine's own names, signed by itself. It is made once and kept, so that a browser that was told
 * to trust it need not be told again after a restart.
 *
 * @param folder where it is kept; where that cannot be written, it lasts as long as the process
 */
export async function ownIdentity(folder: string): Promise<Identity> {
  const names = ownNames();
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  const kept = await readIdentity(files).then(
    (identity) => (isGood(identity, names) ? identity : null),
    () => null,
  );
  if (kept) return kept;
  const made = await selfSigned(names, DAYS);
  try {
    await mkdir(dirname(files.key), { recursive: true, mode: 0o700 });
    await writeFile(files.key, made.key, { mode: 0o600 });
    await writeFile(files.cert, made.cert);
  } catch (error) {
    log('warn', 'certificate_not_kept', { folder, error: String(error) });
  }
  return made;
}

/** The certificate in two files. @throws Error where one of them cannot be read, or they do not belong together */
export async function readIdentity(files: { key: string; cert: string }): Promise<Identity> {
  const [key, cert] = await Promise.all([readFile(files.key, 'utf8'), readFile(files.cert, 'utf8')]);
  return { key, cert };
}

/** Makes a certificate, with an elliptic key (P-256). @param days for how long it is good */
export async function selfSigned(names: readonly string[], days: number): Promise<Identity> {
  // It is seldom needed, and takes its time to load.
  const { generate } = await import('selfsigned');
  const altNames = names.map((name) =>
    isIP(name) > 0 ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  );
  const pems = await generate([{ name: 'commonName', value: 'Realtime Playground' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // Clocks of the machines that look at it may be behind.
    notBeforeDate: new Date(Date.now() - DAY_MS / 24),
    notAfterDate: new Date(Date.now() + days * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { key: pems.private, cert: pems.cert };
}

/** What this machine is called, by itself and by others in its network. */
function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    // A link-local address has a zone, which no certificate can name.
    (list ?? []).filter(({ scopeid }) => !scopeid).map(({ address }) => address),
  );
  const own = hostname().toLowerCase();
  return [...new Set(['localhost', own, `${own}.local`, '127.0.0.1', '::1', ...addresses])];
}

function isGood({ key, cert }: Identity, names: readonly string[]): boolean {
  try {
    const certificate = new X509Certificate(cert);
    const left = Date.parse(certificate.validTo) - Date.now();
    const isFor = (name: string) =>
      isIP(name) > 0 ? certificate.checkIP(name) !== undefined : certificate.checkHost(name) !== undefined;
    return (
      left > (DAYS / 2) * DAY_MS && names.every(isFor) && certificate.checkPrivateKey(createPrivateKey(key))
    );
  } catch {
    return false;
  }
}
