import { Chips, chipClass } from '@/components/learn/claims/chips';
import { Select } from '@/components/ui/select';
import { TechniqueMark } from '@/components/ui/technique-style';
import { MEASURED } from '@/lib/learn/measured-here';
import type { Reference, ReferenceColumn } from '@/lib/learn/reference';
import { hasElsewhere, type ReferenceView, withElsewhere, withToggled } from '@/lib/learn/reference-view';

/** What is looked at: which aspects, and of which techniques. */
export function ReferenceControls(props: {
  reference: Reference;
  columns: readonly ReferenceColumn[];
  view: ReferenceView;
  /** Whether there is room for two techniques only. */
  isNarrow: boolean;
  onChange: (view: ReferenceView) => void;
}) {
  const { reference, columns, view, isNarrow, onChange } = props;
  return (
    <search className="mt-4 mb-4 flex flex-col gap-2.5 print:hidden">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <Chips
          label="Aspects"
          chosen={view.group}
          options={[
            { value: 'all', words: 'All' },
            { value: MEASURED, words: 'Measured here' },
            ...reference.groups.map(({ id, name }) => ({ value: id, words: name })),
          ]}
          onChoose={(group) => onChange({ ...view, group })}
        />
        <input
          type="search"
          aria-label="Search aspects"
          placeholder="Search"
          value={view.find}
          maxLength={80}
          onChange={({ target }) => onChange({ ...view, find: target.value })}
          className="min-h-8 w-52 rounded-control border border-strong bg-card px-2.5 max-sm:min-h-11 max-sm:w-full"
        />
      </div>
      {isNarrow ? (
        <Pair columns={columns} view={view} onChange={onChange} />
      ) : (
        <Techniques columns={columns} view={view} onChange={onChange} />
      )}
    </search>
  );
}

interface ColumnChoice {
  columns: readonly ReferenceColumn[];
  view: ReferenceView;
  onChange: (view: ReferenceView) => void;
}

/** Any number of techniques; those that do not run here are offered once they are asked for. */
function Techniques({ columns, view, onChange }: ColumnChoice) {
  const elsewhere = columns.filter(({ runs }) => runs === null);
  const isElsewhere = hasElsewhere(columns, view);
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="sr-only">Techniques</legend>
      {columns
        .filter(({ runs }) => runs !== null || isElsewhere)
        .map(({ id, name, runs }) => (
          <button
            key={id}
            type="button"
            aria-pressed={view.techniques.includes(id)}
            onClick={() => onChange(withToggled(columns, view, id))}
            className={chipClass}
          >
            {runs && !view.techniques.includes(id) && <TechniqueMark id={runs} />}
            {name}
          </button>
        ))}
      <label className="ml-1 inline-flex min-h-8 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={isElsewhere}
          onChange={({ target }) => onChange(withElsewhere(columns, view, target.checked))}
          className="size-4 accent-ink"
        />
        {elsewhere.length} that do not run here
      </label>
    </fieldset>
  );
}

/** Two techniques, beside one another. */
function Pair({ columns, view, onChange }: ColumnChoice) {
  const without = (other: string) =>
    Object.fromEntries(columns.filter(({ id }) => id !== other).map(({ id, name }) => [id, name]));
  return (
    <div className="grid grid-cols-2 gap-2 [&_select]:min-h-11 [&_select]:w-full [&>span]:w-full">
      <Select
        label="Left"
        hideLabel
        value={view.left}
        options={without(view.right)}
        onChange={(left) => onChange({ ...view, left })}
      />
      <Select
        label="Right"
        hideLabel
        value={view.right}
        options={without(view.left)}
        onChange={(right) => onChange({ ...view, right })}
      />
    </div>
  );
}
