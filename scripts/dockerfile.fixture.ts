import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';

const argumentsSchema = z.array(z.string()).min(1);

/** What a built image says of how it runs. */
export interface Image {
  /** The folder that stands for its file system. */
  root: string;
  workdir: string;
  environment: Record<string, string>;
  user: string;
  command: string[];
  healthcheck: string[];
}

/** An instruction of a Dockerfile: its word, and what comes after it. */
export type Instruction = readonly [word: string, rest: string];

export function instructions(dockerfile: string): Instruction[] {
  return readFileSync(dockerfile, 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return [word, rest] as const;
    });
}

/**
 * Does what a Dockerfile says without Docker: each stage is a folder, and programs are those of this machine. It knows the
 * instructions that ours has.
 *
 * @param context where the files are that it copies
 * @param folder is empty, and gets a folder for each stage
 * @throws Error at an instruction that it does not know, or that fails
 */
export function build(dockerfile: string, context: string, folder: string): Image {
  const stages = new Map<string, string>();
  let image: Image = emptyImage(folder);
  for (const [word, rest] of instructions(dockerfile)) {
    const inside = (path: string) =>
      join(image.root, path.startsWith('/') ? path : join(image.workdir, path));
    switch (word) {
      case 'FROM': {
        const [, name = `${stages.size}`] = / AS (\S+)$/.exec(rest) ?? [];
        image = emptyImage(join(folder, name));
        stages.set(name, image.root);
        break;
      }
      case 'WORKDIR':
        image.workdir = rest;
        mkdirSync(inside('.'), { recursive: true });
        break;
      case 'ENV':
        for (const [, name = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g))
          image.environment[name] = value;
        break;
      case 'COPY': {
        const [, from, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
        const source = from === undefined ? context : stages.get(from);
        if (source === undefined) throw new Error(`There is no stage ${from}.`);
        const names = paths.split(' ');
        const target = names.pop() ?? '';
        for (const name of names) {
          const to = target.endsWith('/') ? join(target, basename(name)) : target;
          cpSync(join(source, name), inside(to), { recursive: true });
        }
        break;
      }
      case 'RUN': {
        const { status, stdout, stderr } = spawnSync('env', within(image, ['sh', '-c', rest]), {
          cwd: inside('.'),
          encoding: 'utf8',
        });
        if (status !== 0) throw new Error(`RUN ${rest}: ${stdout}${stderr}`);
        break;
      }
      case 'USER':
        image.user = rest;
        break;
      case 'CMD':
        image.command = argumentsSchema.parse(JSON.parse(rest));
        break;
      case 'HEALTHCHECK':
        image.healthcheck = argumentsSchema.parse(JSON.parse(rest.replace(/^.*? CMD /, '')));
        break;
      case 'EXPOSE':
        break;
      default:
        throw new Error(`What does ${word} do?`);
    }
  }
  return image;
}

/** The same command with the environment of an image alone, and of this machine's what finds its programs. */
export function within({ environment }: Image, command: readonly string[]): string[] {
  const { PATH = '', HOME = '' } = process.env;
  const all = Object.entries({ PATH, HOME, ...environment });
  return ['-i', ...all.map(([name, value]) => `${name}=${value}`), ...command];
}

function emptyImage(root: string): Image {
  return { root, workdir: '/', environment: {}, user: 'root', command: [], healthcheck: [] };
}
