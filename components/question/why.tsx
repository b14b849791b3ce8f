import { useEffect, useId, useState } from 'react';
import { whys } from '@/lib/questions/why';
import type { PresetName } from '@/lib/scenario/presets';

/** The reasons behind an answer and their sources, when they are asked for. */
export function WhyDisclosure({ name }: { name: PresetName }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { paragraphs, sources } = whys[name];
  useEffect(() => {
    if (!isOpen) return;
    const close = ({ key }: KeyboardEvent) => key === 'Escape' && setOpen(false);
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [isOpen]);
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="ml-auto min-h-8 cursor-pointer rounded-lg px-2.5 font-medium hover:bg-sunken max-sm:min-h-11"
      >
        Why?
      </button>
      <div
        id={id}
        hidden={!isOpen}
        className="absolute top-9 right-0 z-20 w-full max-w-[46ch] rounded-xl border border-line bg-card p-4 shadow-[0_8px_30px_#0003]"
      >
        {paragraphs.map((paragraph) => (
          <p key={paragraph} className="mb-2 leading-[1.45]">
            {paragraph}
          </p>
        ))}
        {sources.length > 0 && (
          <ul className="flex flex-col gap-1 border-t border-line pt-2 text-[.929rem]">
            {sources.map(({ title, href }) => (
              <li key={href}>
                <a href={href} target="_blank" rel="noreferrer" className="inline-block min-h-6 underline">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
