/** One change to one file that a test should notice. Positions are of UTF-16 code units. */
export interface Mutant {
  /** Path from the root of the repository. */
  file: string;
  line: number;
  /** That line, without the spaces around it. */
  code: string;
  /** What is replaced, from `from` up to `to`. */
  from: number;
  to: number;
  text: string;
  /** Before and after, in a few words. */
  what: string;
}

/**
 * Operators with the spaces that the formatter puts around them, by which they differ from generics, signs and arrows.
 * A comparison is moved by its boundary, and turned round.
 */
const operators: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
};

const operator = / (\*\*|[+\-*/%]=?|[<>]=?|[!=]==|&&|\|\||\?\?) /g;
const boolean = /(?<![\w.'])(true|false)\b(?!['\w]|:)/g;
const number = /(?<![\w.$])(\d[\d_]*(?:\.\d+)?(?:e\d+)?)\b(?![\w'])/g;
const negation = /(?<=[( ])!(?=[\w(])/g;
const minMax = /\bMath\.(min|max|floor|ceil)\b/g;
const opposite: Readonly<Record<string, string>> = { min: 'max', max: 'min', floor: 'ceil', ceil: 'floor' };
const condition = /\bif \((.*)\) (?:return|throw|continue|break|this|\{|[a-z])/g;
/** A statement of one line that does something and declares nothing. */
const statement = /^ +((?:await |void )?[\w.[\]?!]+(?:\(.*\)|\+\+|--| [+\-*/?&|]*= .*|\?\.\(.*\));)$/gm;

/** All mutants of a file, in the order of their lines. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const code = blanked(source);
  const lines = source.split('\n');
  const found: Mutant[] = [];
  const add = (from: number, to: number, text: string) => {
    const line = code.slice(0, from).split('\n').length;
    const what = `${shown(source.slice(from, to))} → ${shown(text)}`;
    found.push({ file, line, code: (lines[line - 1] ?? '').trim(), from, to, text, what });
  };
  for (const match of code.matchAll(operator)) {
    const [, sign = ''] = match;
    for (const other of operators[sign] ?? []) add(match.index + 1, match.index + 1 + sign.length, other);
  }
  for (const { index, 0: word } of code.matchAll(boolean))
    add(index, index + word.length, word === 'true' ? 'false' : 'true');
  for (const { index, 0: digits } of code.matchAll(number)) {
    const value = Number(digits.replaceAll('_', ''));
    add(index, index + digits.length, value === 0 ? '1' : value === 1 ? '0' : String(value * 2));
  }
  for (const { index } of code.matchAll(negation)) add(index, index + 1, '');
  for (const { index, 0: call, 1: name = '' } of code.matchAll(minMax))
    add(index, index + call.length, `Math.${opposite[name]}`);
  for (const match of code.matchAll(condition)) {
    const [, test = ''] = match;
    const from = match.index + 'if ('.length;
    // What the types need to be narrowed is no matter here: types are taken away before it runs.
    for (const text of ['true', 'false']) add(from, from + test.length, text);
  }
  for (const match of code.matchAll(statement)) {
    const [line, body = ''] = match;
    const from = match.index + line.length - body.length;
    if (!body.startsWith('super(')) add(from, from + body.length, ';');
  }
  return found.sort((one, other) => one.from - other.from || one.to - other.to);
}

/**
 * The source with blanks for what is no code or no code that runs: comments, strings, regular expressions, imports,
 * types. All positions stay. What is between `${` and `}` of a template is blank too.
 */
function blanked(source: string): string {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ');
  return source
    .replaceAll(
      /\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[=(,:] ?)\/(?![/*])(?:\\.|[^/\\\n])+\/[a-z]*/g,
      // Quotes stay, so that a string is still seen to be something.
      (text) => (/^['`]/.test(text) ? `'${blank(text.slice(1, -1))}'` : blank(text)),
    )
    .replaceAll(/^import [\s\S]*?;$/gm, blank)
    .replaceAll(/^(?:export )?(?:interface \w[\s\S]*?^\}|type [^;]*;)/gm, blank);
}

function shown(text: string): string {
  const short = text.replaceAll(/\s+/g, ' ');
  return short.length > 50 ? `${short.slice(0, 47)}…` : short || 'nothing';
}
