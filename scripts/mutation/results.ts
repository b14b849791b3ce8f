import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Mutant } from './mutants';
import type { Fate } from './trial';

/** What became of mutants before, kept in a file: a run that was ended goes on where it was. */
export class Results {
  private readonly file: string;
  private readonly known = new Map<string, Fate>();

  constructor(file: string) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    for (const line of textOf(file).split('\n').filter(Boolean)) {
      const { key, fate }: { key: string; fate: Fate } = JSON.parse(line);
      this.known.set(key, fate);
    }
  }

  get(key: string): Fate | undefined {
    return this.known.get(key);
  }

  add(key: string, mutant: Mutant, fate: Fate): void {
    this.known.set(key, fate);
    appendFileSync(this.file, `${JSON.stringify({ key, fate, ...mutant })}\n`);
  }
}

/** Names a trial by all that it depends on nearby: when the file or one of these tests changes, it is another. */
export function keyOf({ file, from, to, text }: Mutant, tests: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify({ file, from, to, text }));
  for (const name of [file, ...tests]) hash.update(`\0${name}\0${textOf(name)}`);
  return hash.digest('hex').slice(0, 16);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
