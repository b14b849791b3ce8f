import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { lookup } from 'mrmime';
import { documentHeaders, inlineScripts, securityHeaders } from './security-headers';

/** One form of a file, as it crosses the wire. */
export interface Variant {
  encoding: 'br' | 'gzip' | 'identity';
  body: Buffer;
  /** Tells its content from any other. */
  etag: string;
}

/** A file of the page, with all forms that it can be sent in. */
export interface PageFile {
  /** Those that do not depend on the form. */
  headers: Record<string, string>;
  identity: Variant;
  /** The smallest first. */
  compressed: Variant[];
}

/** The forms that the build puts beside a file, by their endings. */
const endings = { '.br': 'br', '.gz': 'gzip' } as const;

/**
 * Reads a built page.
 *
 * @returns its files by the paths of their addresses, each path beginning with a slash
 */
export function readPage(folder: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || Object.keys(endings).some((ending) => path.endsWith(ending))) continue;
    files.set(addressOf(folder, path), readFile(path, addressOf(folder, path)));
  }
  return files;
}

function readFile(path: string, address: string): PageFile {
  const type = lookup(path) ?? 'application/octet-stream';
  const identity = readVariant(path, 'identity');
  const isDocument = type === 'text/html';
  return {
    headers: {
      ...securityHeaders(isDocument ? inlineScripts(identity.body.toString()) : []),
      ...(isDocument && documentHeaders),
      'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      // Next names these after their content; all else can be another one tomorrow.
      'Cache-Control': address.startsWith('/_next/static/')
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
      Vary: 'Accept-Encoding',
    },
    identity,
    compressed: Object.entries(endings)
      .filter(([ending]) => existsSync(path + ending))
      .map(([ending, encoding]) => readVariant(path + ending, encoding)),
  };
}

function readVariant(path: string, encoding: Variant['encoding']): Variant {
  const body = readFileSync(path);
  return { encoding, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` };
}

function addressOf(folder: string, path: string): string {
  return encodeURI(`/${relative(folder, path).replaceAll(sep, '/')}`);
}
