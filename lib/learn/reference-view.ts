import * as z from 'zod/mini';
import { type QueryForm, queryForm } from '@/lib/schema/query';
import { standardTechniqueIds } from '@/lib/techniques';
import { MEASURED } from './measured-here';
import { columnsOf, type Reference, type ReferenceColumn } from './reference';

/** What an address of the reference says. */
export interface ReferenceView {
  /** Ids of the columns. */
  techniques: string[];
  /** The columns on a screen that has room for two. */
  left: string;
  right: string;
  /** Of which group aspects are shown; `all` for every one. */
  group: string;
  /** What aspects are searched for. */
  find: string;
}

const [left = '', right = ''] = standardTechniqueIds.slice(-2);

export const defaultReferenceView: ReferenceView = {
  techniques: [...standardTechniqueIds],
  left,
  right,
  group: 'all',
  find: '',
};

/** The view of this reference as an address, and back. */
export function referenceForm(reference: Reference): QueryForm<ReferenceView> {
  const column = z.enum(columnsOf(reference).map(({ id }) => id));
  const schema = z.object({
    techniques: z.array(column).check(z.minLength(1)),
    left: column,
    right: column,
    group: z.enum(['all', MEASURED, ...reference.groups.map(({ id }) => id)]),
    find: z.string().check(z.maxLength(80), z.describe('at most 80 characters')),
  });
  return queryForm(schema, defaultReferenceView);
}

/** The columns that are seen, in the order of all. @param isNarrow whether there is room for two */
export function columnsSeen(
  columns: readonly ReferenceColumn[],
  view: ReferenceView,
  isNarrow: boolean,
): ReferenceColumn[] {
  if (!isNarrow) return columns.filter(({ id }) => view.techniques.includes(id));
  return [...new Set([view.left, view.right])].flatMap((side) => columns.filter(({ id }) => id === side));
}

/** The view with a column more or less; the last one stays. */
export function withToggled(
  columns: readonly ReferenceColumn[],
  view: ReferenceView,
  technique: string,
): ReferenceView {
  const isSeen = view.techniques.includes(technique);
  return withColumns(columns, view, ({ id }) => (id === technique ? !isSeen : view.techniques.includes(id)));
}

/** Whether techniques that do not run here are among those that are seen. */
export function hasElsewhere(columns: readonly ReferenceColumn[], { techniques }: ReferenceView): boolean {
  return columns.some(({ id, runs }) => runs === null && techniques.includes(id));
}

/** The view with all techniques that do not run here, or with none of them; where none would be left, those that are there by default. */
export function withElsewhere(
  columns: readonly ReferenceColumn[],
  view: ReferenceView,
  isShown: boolean,
): ReferenceView {
  const changed = withColumns(columns, view, ({ id, runs }) =>
    runs === null ? isShown : view.techniques.includes(id),
  );
  return changed === view ? { ...view, techniques: defaultReferenceView.techniques } : changed;
}

/** The view with these columns, in the order of all; the same view where there would be none. */
function withColumns(
  columns: readonly ReferenceColumn[],
  view: ReferenceView,
  isSeen: (column: ReferenceColumn) => boolean,
): ReferenceView {
  const techniques = columns.filter(isSeen).map(({ id }) => id);
  return techniques.length > 0 ? { ...view, techniques } : view;
}
