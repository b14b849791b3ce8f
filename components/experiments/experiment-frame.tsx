'use client';

import { Play, RotateCcw, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { useRecorded } from '@/components/ui/recorded';
import { type Experiment, pathOf } from '@/lib/learn/experiment';

/** How far an experiment is. */
export type ExperimentState = 'idle' | 'running' | 'done';

const starts = {
  idle: { label: 'Run', icon: Play },
  done: { label: 'Again', icon: RotateCcw },
} as const;

/**
 * What all experiments have: the question, the button that runs it, what is seen, what was found, why that is so.
 *
 * @param props.verdict what was found, in plain words made from measured figures; null before that
 * @param props.measured what stands over the verdict, where not all of it has been measured here
 * @param props.heading `h2` where several stand on one page
 * @param props.start what the button says before the first run
 * @param props.guess what is asked before it is run
 * @param props.controls what can be set, beside the button
 * @param props.blocked why it cannot be run just now, as on a browser that lacks something
 * @param props.link to copy; the address of the experiment where there is nothing to add to it
 * @param props.children what is seen while it runs
 */
export function ExperimentFrame(props: {
  experiment: Experiment;
  state: ExperimentState;
  onRun: () => void;
  onStop: () => void;
  verdict: ReactNode | null;
  measured?: string;
  heading?: 'h1' | 'h2';
  start?: string;
  guess?: ReactNode;
  controls?: ReactNode;
  blocked?: ReactNode;
  link?: () => string;
  children: ReactNode;
}) {
  const { experiment, state, onRun, onStop, verdict, guess, controls, blocked, children } = props;
  const {
    measured = 'Measured in this browser',
    start: label = starts.idle.label,
    heading: Heading = 'h1',
    link = () => new URL(pathOf(experiment), window.location.href).href,
  } = props;
  const isRecorded = useRecorded() !== undefined;
  const start = state === 'running' ? null : starts[state];
  return (
    <section id={experiment.id} aria-labelledby={`${experiment.id}-question`} data-state={state}>
      <div className="grid gap-x-9 gap-y-4 lg:grid-cols-[minmax(0,11fr)_minmax(0,9fr)]">
        <div>
          <Heading
            id={`${experiment.id}-question`}
            className={Heading === 'h1' ? 'text-question tracking-[-0.022em]' : 'text-section'}
          >
            {experiment.question}
          </Heading>
          <p className="mt-1.5 max-w-[60ch] text-answer text-muted">{experiment.about}</p>
          {guess && <div className="mt-3">{guess}</div>}
          <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
            {start ? (
              <Button
                look={state === 'idle' ? 'primary' : 'plain'}
                className="max-sm:min-h-11"
                disabled={isRecorded || blocked !== undefined}
                onClick={onRun}
              >
                <start.icon size={14} aria-hidden="true" />
                {state === 'idle' ? label : start.label}
              </Button>
            ) : (
              <Button className="max-sm:min-h-11" onClick={onStop}>
                <Square size={14} aria-hidden="true" />
                Stop
              </Button>
            )}
            {controls}
            <CopyLink link={link} />
          </div>
          {isRecorded ? (
            <p role="note" className="mt-2 rounded-control bg-warn-ground px-3 py-1.5 text-warn">
              This site has no server, and an experiment needs one: start the playground on your own machine.
            </p>
          ) : (
            blocked !== undefined && (
              <div role="note" className="mt-2 rounded-control bg-warn-ground px-3 py-1.5 text-warn">
                {blocked}
              </div>
            )
          )}
        </div>
        <div aria-live="polite" data-verdict={verdict !== null}>
          <Heading2 as={Heading}>{measured}</Heading2>
          <div className="mt-1 border-t border-line py-[7px] text-answer">
            {verdict ?? <p className="text-muted">{waitingFor(state)}</p>}
          </div>
        </div>
      </div>
      <div className="mt-4">{children}</div>
      <Why experiment={experiment} />
    </section>
  );
}

function waitingFor(state: ExperimentState): string {
  if (state === 'running') return 'The answer stands here when it has been measured.';
  if (state === 'done') return 'It was ended before there was an answer.';
  return 'Nothing yet. Press Run; the answer stands here when it has been measured.';
}

/** The next heading below the question's. */
function Heading2({ as, children }: { as: 'h1' | 'h2'; children: ReactNode }) {
  const Heading = as === 'h1' ? 'h2' : 'h3';
  return <Heading className="text-answer">{children}</Heading>;
}

function Why({ experiment: { why, sources } }: { experiment: Experiment }) {
  return (
    <details className="mt-4 max-w-[75ch]">
      <summary className="inline-flex min-h-8 cursor-pointer items-center font-medium max-sm:min-h-11">
        Why?
      </summary>
      {why.map((paragraph) => (
        <p key={paragraph} className="mt-1.5">
          {paragraph}
        </p>
      ))}
      <ul className="mt-2 border-t border-line pt-2 text-note text-muted">
        {sources.map(({ title, href }) => (
          <li key={title}>
            {href === undefined ? (
              title
            ) : (
              <a
                href={href}
                target="_blank"
                rel="noreferrer"
                className="inline-flex min-h-6 items-center underline"
              >
                {title}
              </a>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
