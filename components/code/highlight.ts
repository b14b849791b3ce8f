import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import typescript from 'shiki/langs/typescript.mjs';
import dark from 'shiki/themes/github-dark-high-contrast.mjs';
import light from 'shiki/themes/github-light-high-contrast.mjs';
import { type Code, type CodeLine, pathOf, sides, type Token } from '@/lib/code/halves';
import { techniques } from '@/lib/techniques';
import type { Side } from '@/lib/techniques/technique';

/**
 * Reads and colours both halves of every technique. This happens while the page is built: the browser gets coloured
 * text, and neither the highlighter nor a way to a file.
 */
export async function highlightCode(): Promise<Code> {
  const highlighter = await createHighlighterCore({
    langs: [typescript],
    themes: [light, dark],
    engine: createJavaScriptRegexEngine(),
  });
  const palette: string[] = [];
  const place = (color: string) => {
    if (!palette.includes(color)) palette.push(color);
    return palette.indexOf(color);
  };

  const colored = (source: string): CodeLine[] => {
    const lines = highlighter.codeToTokensWithThemes(source, {
      lang: 'typescript',
      themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    });
    return lines.map((line, index) => {
      let column = 0;
      const tokens = line.map(({ content, variants }): Token => {
        const [onLight, onDark] = [variants.light?.color, variants.dark?.color];
        const color = place(onLight && onDark ? `light-dark(${onLight}, ${onDark})` : 'inherit');
        column += content.length;
        return [column - content.length, color, content];
      });
      return { number: index + 1, tokens: joined(tokens) };
    });
  };
  const half = async (id: (typeof techniques)[number]['id'], side: Side) => {
    const path = pathOf(id, side);
    // The path is known only here, which must not make all files of the project a part of the page's server code.
    const source = await readFile(join(/* turbopackIgnore: true */ process.cwd(), path), 'utf8');
    // The end of the last line is not a line of its own.
    return { side, path, lines: colored(source.replace(/\n$/, '')) };
  };
  const halves = techniques.map(async ({ id }) => ({
    id,
    halves: await Promise.all(sides.map((side) => half(id, side))),
  }));
  const code = { palette, techniques: await Promise.all(halves) };
  highlighter.dispose();
  return code;
}

/** Neighbours of one colour as one piece; blanks have no colour of their own. */
function joined(line: Token[]): Token[] {
  const pieces: Token[] = [];
  for (const [column, color, text] of line) {
    const last = pieces.at(-1);
    if (last && (last[1] === color || text.trim() === ''))
      pieces[pieces.length - 1] = [last[0], last[1], last[2] + text];
    else pieces.push([column, color, text]);
  }
  return pieces;
}
