import type { TechniqueId } from '@/lib/techniques';
import type { Side } from '@/lib/techniques/technique';

export const sides: readonly Side[] = ['client', 'server'];

/** A piece of a line: where it begins in the line, its place in the palette, and the text of that colour. */
export type Token = readonly [column: number, color: number, text: string];

export interface CodeLine {
  /** The first is 1. */
  number: number;
  tokens: Token[];
}

/** The source of one half, line by line. */
export interface HalfCode {
  side: Side;
  path: string;
  lines: CodeLine[];
}

/** The source of all halves, ready to be shown. */
export interface Code {
  /** CSS colours that follow the theme. */
  palette: string[];
  techniques: { id: TechniqueId; halves: HalfCode[] }[];
}

/** Where the half of a technique is, from the root of the project. */
export function pathOf(id: TechniqueId, side: Side): string {
  return side === 'client' ? `lib/techniques/${id}/client.ts` : `server/techniques/${id}.ts`;
}
