import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { unexpected } from '@/lib/schema/unexpected';

const FOLDER = join('content', 'en');

/** The text of a file of `content/en`, when the page is built. */
export function readContent(path: string): string {
  return readFileSync(join(FOLDER, path), 'utf8');
}

/** The names of the files of a folder of `content/en`, in their order. */
export function contentOf(folder: string, ending: string): string[] {
  return readdirSync(join(FOLDER, folder))
    .filter((name) => name.endsWith(ending))
    .sort();
}

/** What a YAML file of `content/en` says. @throws where it is not as the schema has it: file, place and reason */
export function readYaml<S extends z.ZodMiniType>(path: string, schema: S): z.infer<S> {
  const result = z.safeParse(schema, parse(readContent(path)), { error: unexpected });
  if (result.success) return result.data;
  throw new Error(`${join(FOLDER, path)}: ${z.prettifyError(result.error)}`);
}
