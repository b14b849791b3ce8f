import type { RefObject } from 'react';
import type { Choice } from '@/components/question/choices';
import { Button } from '@/components/ui/button';
import { faultKinds } from '@/lib/faults/faults';
import { nameOf, type TechniqueId } from '@/lib/techniques';
import { Key } from './key';
import { faultKeys, guessKeys, keyHelp, laneKeys } from './present-keys';

/** What each key does. */
export function KeyHelp(props: {
  ref: RefObject<HTMLDialogElement | null>;
  options: readonly Choice[];
  /** The lanes that run, where not all have room. */
  lanes: readonly TechniqueId[];
}) {
  const { ref, options, lanes } = props;
  const faults = faultKeys.map(({ key, kind }) => ({
    keys: [key],
    does: faultKinds.find((fault) => fault.kind === kind)?.plain ?? kind,
  }));
  const guesses = options.flatMap(({ label }, index) => {
    const key = guessKeys[index];
    return key ? [{ keys: [key], does: `one more guesses: ${label}` }] : [];
  });
  const brings = lanes.flatMap((id, index) => {
    const key = laneKeys[index];
    return key ? [{ keys: [key], does: `bring the lane of ${nameOf(id)}` }] : [];
  });
  return (
    <dialog
      ref={ref}
      aria-label="Keys"
      className="m-auto rounded-card border border-line bg-card p-6 text-ink backdrop:bg-black/50"
    >
      <h2 className="mb-3 text-section">Keys</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {[...keyHelp, ...faults, ...guesses, ...brings].map(({ keys, does }) => (
          <div key={does} className="col-span-2 grid grid-cols-subgrid items-center">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="mt-4 text-right">
        <Button type="submit">Close</Button>
      </form>
    </dialog>
  );
}
