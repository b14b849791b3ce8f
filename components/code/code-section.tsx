'use client';

import { memo, useId, useRef, useState } from 'react';
import type { Sought } from '@/lib/capture/sought';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { Command } from './command';
import { HalfSource } from './half-source';
import { TechniqueTabs } from './technique-tabs';
import { useCode } from './use-code';

/**
 * Both halves of each technique as they run, and the technique on the command line.
 *
 * @param props.onShow is told which line's traffic the reader wants to see
 */
export const CodeSection = memo(function CodeSection(props: { onShow: (sought: Sought) => void }) {
  const { onShow } = props;
  const base = useId();
  const [shown, setShown] = useState<TechniqueId>(techniques[0].id);
  const section = useRef<HTMLElement>(null);
  const { code, failure } = useCode(section);

  return (
    <section
      ref={section}
      aria-labelledby={`${base}-title`}
      className="rounded-card border border-line bg-card px-4 py-3.5"
    >
      <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
        <h2 id={`${base}-title`} className="font-semibold">
          The code that runs
        </h2>
        <p className="text-small text-muted">
          Marked lines cause traffic: <span aria-hidden="true">↑</span> the client half&rsquo;s goes to the
          server, <span aria-hidden="true">↓</span> the server half&rsquo;s to the browser. Press a mark to
          see its arrow on the wire.
        </p>
      </div>
      <TechniqueTabs base={base} shown={shown} onChange={setShown} />
      {techniques.map((technique) => (
        <div
          key={technique.id}
          role="tabpanel"
          id={`${base}-panel-${technique.id}`}
          aria-labelledby={`${base}-tab-${technique.id}`}
          hidden={technique.id !== shown}
          className="flex flex-col gap-2 pt-2"
        >
          {technique.id === shown && (
            <>
              <Command technique={technique} />
              <div className="grid grid-cols-1 items-start gap-2 lg:grid-cols-2">
                {code?.techniques
                  .find(({ id }) => id === shown)
                  ?.halves.map((half) => (
                    <HalfSource
                      key={half.path}
                      half={half}
                      palette={code.palette}
                      technique={shown}
                      onShow={onShow}
                    />
                  ))}
              </div>
              {!code && (
                <p role="status" className="text-muted">
                  {failure
                    ? `The code could not be loaded (${failure}). Reload the page.`
                    : 'The code is loading …'}
                </p>
              )}
            </>
          )}
        </div>
      ))}
    </section>
  );
});
