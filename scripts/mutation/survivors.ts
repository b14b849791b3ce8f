/** Mutants that no test is expected to notice. */
interface Explained {
  file: string;
  /** The line of code, without the spaces around it. */
  line: string;
  /** What is changed in it, as the script says it. */
  what: readonly string[];
  /** Why no test notices: the change makes no difference, or none that is worth a test. */
  why: string;
}

export const survivors: readonly Explained[] = [];
