import { type TechniqueId, techniques } from '@/lib/techniques';
import { TechniqueMark } from './technique-style';

/** Which techniques are on, in the order of the registry. */
export function TechniqueSetting(props: {
  value: readonly TechniqueId[];
  onChange: (value: TechniqueId[]) => void;
}) {
  const { value, onChange } = props;
  const toggle = (id: TechniqueId, on: boolean) =>
    onChange(
      techniques
        .map((technique) => technique.id)
        .filter((other) => (other === id ? on : value.includes(other))),
    );
  return (
    <fieldset className="flex min-w-0 flex-col gap-0.5">
      <legend className="mb-1 font-semibold">Techniques</legend>
      {techniques.map(({ id, name }) => (
        <label key={id} className="flex cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            checked={value.includes(id)}
            onChange={({ target }) => toggle(id, target.checked)}
            className="size-4 accent-ink"
          />
          <TechniqueMark id={id} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
