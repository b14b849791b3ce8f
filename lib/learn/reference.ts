import * as z from 'zod/mini';
import { nameOf, type TechniqueId, techniqueIds } from '@/lib/techniques';

const id = z.string().check(z.regex(/^[a-z0-9-]+$/, 'lower case, digits and dashes'));

/** Where a fact stands, or how it is known: how a cell names it, what it is, and where it can be read. */
const knownFromSchema = z.strictObject({
  short: z.string().check(z.minLength(2)),
  title: z.string().check(z.minLength(3)),
  href: z.optional(z.url({ protocol: /^https$/ })),
});

/** A fact, and the names of its sources, each with a place in it: `rfc9110 §3`. */
const cellSchema = z.tuple([z.string().check(z.minLength(2)), z.string()], z.string());

const rowSchema = z.strictObject({
  id,
  name: z.string(),
  /** The field's own word, where the name is plainer. */
  term: z.optional(z.string()),
  cells: z.record(id, cellSchema),
});

const groupSchema = z.strictObject({ id, name: z.string(), rows: z.array(rowSchema) });

/** The text of the reference: techniques × aspects. */
export const referenceSchema = z
  .strictObject({
    /** Techniques that have no lane, and their names. */
    elsewhere: z.record(id, z.string()),
    sources: z.record(id, knownFromSchema),
    groups: z.array(groupSchema),
  })
  .check((context) => {
    const { elsewhere, sources, groups } = context.value;
    const ids = new Set<string>();
    for (const row of groups.flatMap(({ rows }) => rows)) {
      const wrong = (message: string) =>
        context.issues.push({ code: 'custom', message, input: row, path: ['groups', row.id] });
      if (ids.has(row.id)) wrong('there are two aspects of this id');
      ids.add(row.id);
      for (const [technique, [, ...from]] of Object.entries(row.cells)) {
        if (!isRun(technique) && !(technique in elsewhere)) wrong(`there is no technique ${technique}`);
        for (const name of from.map((text) => splitSource(text).name)) {
          if (!(name in sources)) wrong(`${technique} names no source: ${name}`);
        }
      }
    }
  });

export type Reference = z.infer<typeof referenceSchema>;
export type ReferenceRow = z.infer<typeof rowSchema>;

/** A technique as a column: one that runs here, or one of which only facts are known. */
export interface ReferenceColumn {
  id: string;
  name: string;
  /** null where it has no lane. */
  runs: TechniqueId | null;
}

/** A source of a cell, ready to be shown: `RFC 9110 §3`. */
export interface CellSource {
  label: string;
  title: string;
  href: string | null;
}

/** A cell, ready to be shown. */
export interface Fact {
  fact: string;
  sources: CellSource[];
}

function isRun(technique: string): technique is TechniqueId {
  return techniqueIds.some((known) => known === technique);
}

function splitSource(text: string): { name: string; place: string } {
  const [name = '', ...place] = text.split(' ');
  return { name, place: place.join(' ') };
}

/** All columns: those that run here in the order of the registry, then the others. */
export function columnsOf({ elsewhere }: Reference): ReferenceColumn[] {
  return [
    ...techniqueIds.map((runs) => ({ id: runs, name: nameOf(runs), runs })),
    ...Object.entries(elsewhere)
      .filter(([known]) => !isRun(known))
      .map(([known, name]) => ({ id: known, name, runs: null })),
  ];
}

/** What a row says of a technique; null where nothing is known that has a source. */
export function factOf(
  { sources }: Pick<Reference, 'sources'>,
  row: ReferenceRow,
  technique: string,
): Fact | null {
  const cell = row.cells[technique];
  if (!cell) return null;
  const [fact, ...from] = cell;
  return { fact, sources: from.flatMap((text) => sourceOf(sources, text)) };
}

function sourceOf(sources: Reference['sources'], text: string): CellSource[] {
  const { name, place } = splitSource(text);
  const source = sources[name];
  if (!source) return [];
  return [
    {
      label: place ? `${source.short} ${place}` : source.short,
      title: place ? `${source.title}, ${place}` : source.title,
      href: source.href ? hrefAt(source.href, place) : null,
    },
  ];
}

/** RFCs have an anchor for each section. */
function hrefAt(href: string, place: string): string {
  const [, section] = /^§([\d.]+)$/.exec(place) ?? [];
  return section && href.includes('rfc-editor.org') ? `${href}#section-${section}` : href;
}

/** What of the reference is looked at. */
export interface Looked {
  /** Ids of columns. */
  columns: readonly string[];
  /** Of a group; `all` for every one. */
  group: string;
  /** Words that an aspect has to have, in its name or in what it says of these columns. */
  sought: string;
}

/** Whether a text has all words that are sought, in any case and in any order. */
export function hasWords(text: string, sought: string): boolean {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.toLowerCase().includes(word));
}

/** The groups with those of their rows that are looked at; a group without any is left out. */
export function rowsLookedAt(reference: Reference, { columns, group, sought }: Looked): Reference['groups'] {
  return reference.groups
    .filter(({ id: known }) => group === 'all' || group === known)
    .map((entry) => ({
      ...entry,
      rows: entry.rows.filter((row) => {
        const facts = columns.map((technique) => row.cells[technique]?.[0]);
        return hasWords([row.name, row.term, ...facts].join(' '), sought);
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
}
