import { Select } from '@/components/ui/select';
import { type TechniqueId, techniqueIds, techniques } from '@/lib/techniques';

/** What each lane is taken for, by its place. */
export type Chosen = Readonly<Partial<Record<number, TechniqueId | null>>>;

/** One of all techniques. */
export function ChooseOne(props: { chosen: TechniqueId | null; onChoose: (id: TechniqueId) => void }) {
  return (
    <fieldset>
      <legend className="text-section font-[650]">What do you take it for?</legend>
      <div className="mt-3 grid gap-2 sm:grid-cols-2 lg:grid-cols-1">
        {techniques.map(({ id, name, summary }) => (
          <label
            key={id}
            className="relative flex min-h-12 cursor-pointer items-center gap-3 rounded-[10px] border border-strong bg-card px-3.5 py-1.5 hover:bg-sunken has-checked:border-ink has-checked:shadow-[inset_0_0_0_1px_var(--color-ink)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name="technique"
              className="size-[18px] shrink-0 accent-ink"
              checked={props.chosen === id}
              onChange={() => props.onChoose(id)}
            />
            <span>
              <b className="block font-semibold">{name}</b>
              <span className="text-small text-muted">{summary}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const NONE = '';

/** One technique for each lane. */
export function ChooseForEach(props: {
  lanes: readonly string[];
  chosen: Chosen;
  onChoose: (lane: number, id: TechniqueId | null) => void;
}) {
  const { lanes, chosen, onChoose } = props;
  const options: Readonly<Record<string, string>> = {
    [NONE]: 'choose',
    ...Object.fromEntries(techniques.map(({ id, name }) => [id, name])),
  };
  return (
    <fieldset>
      <legend className="text-section font-[650]">What do you take them for?</legend>
      <div className="mt-3 flex flex-wrap gap-x-6 gap-y-3">
        {lanes.map((lane, index) => (
          <Select<string>
            key={lane}
            label={lane}
            value={chosen[index] ?? NONE}
            options={options}
            onChange={(value) => onChoose(index, techniqueIds.find((id) => id === value) ?? null)}
          />
        ))}
      </div>
    </fieldset>
  );
}
