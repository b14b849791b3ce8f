import type { Mutant } from './mutants';
import type { survivors } from './survivors';
import type { Fate } from './trial';

type Explained = (typeof survivors)[number];

/** Why a mutant is not expected to be noticed; undefined where it is expected to be. */
export function explanationOf(mutant: Mutant, explained: readonly Explained[]): string | undefined {
  return explained.find((entry) => isAbout(entry, mutant))?.why;
}

/** Explanations of mutants that there are none of any more, or that tests do notice; in words. */
export function staleIn(
  explained: readonly Explained[],
  mutants: readonly Mutant[],
  fates: ReadonlyMap<Mutant, Fate>,
): string[] {
  return explained.flatMap((entry) =>
    entry.what.flatMap((what) => {
      const about = mutants.filter((mutant) => isAbout({ ...entry, what: [what] }, mutant));
      const said = `${entry.file}  ${entry.line}  ${what}`;
      if (about.length === 0) return [`${said}: there is no such mutant`];
      const areKilled = about.every((mutant) => (fates.get(mutant) ?? 'survived') !== 'survived');
      return areKilled ? [`${said}: it is noticed`] : [];
    }),
  );
}

function isAbout({ file, line, what }: Explained, mutant: Mutant): boolean {
  return file === mutant.file && line === mutant.code && what.includes(mutant.what);
}
