'use client';

import { ChevronLeft, ChevronRight, Eye } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useRem } from '@/components/charts/use-rem';
import type { Choice } from '@/components/question/choices';
import { strike } from '@/components/run/break-menu';
import { GUTTER, LaneGrid } from '@/components/run/lane-grid';
import type { PageRun } from '@/components/run/page-run';
import { isOver } from '@/components/run/run-state';
import { Running } from '@/components/run/running';
import { Button } from '@/components/ui/button';
import { Logo } from '@/components/ui/logo';
import { Pill } from '@/components/ui/pill';
import { useRecorded } from '@/components/ui/recorded';
import { useStore } from '@/components/ui/use-store';
import { BytesSheet } from '@/components/wire/bytes-sheet';
import { faultKinds } from '@/lib/faults/faults';
import { knobOf } from '@/lib/scenario/knobs';
import { type Technique, type TechniqueId, techniqueIds, techniques } from '@/lib/techniques';
import { GuessCount } from './guess-count';
import { Key } from './key';
import { KeyHelp } from './key-help';
import { LanesAway } from './lanes-away';
import { LANES, lanesShown } from './lanes-shown';
import { PresentChart } from './present-chart';
import { faultKeys, guessKeys, laneKeys } from './present-keys';
import { useKeys } from './use-keys';

/**
 * A question for a projector: lanes with their wire, one chart, and the answer, which is covered until it is revealed. It
 * fills the screen and never scrolls; every length grows with the height of the screen.
 */
export function Present(props: {
  run: PageRun;
  /** The scenario's name, and which of how many it is. */
  eyebrow: string;
  question: string;
  options: readonly Choice[];
  answer: React.ReactNode;
  /** @param gutter room for the time axis, px */
  wire: (lanes: readonly Technique[], gutter: number, tellsLateness: boolean) => React.ReactNode;
  /** To the next question, or the one before. */
  onQuestion: (by: 1 | -1) => void;
  onLeave: () => void;
}) {
  const { run, eyebrow, question, options, answer, wire, onQuestion, onLeave } = props;
  const { scenario } = useStore(run.setup);
  const [revealed, setRevealed] = useState(false);
  const [chart, setChart] = useState(0);
  const [guesses, setGuesses] = useState<readonly string[]>([]);
  const recorded = useRecorded();
  const help = useRef<HTMLDialogElement>(null);
  const rem = useRem(true);
  const [brought, setBrought] = useState<readonly TechniqueId[]>([]);
  const on = techniqueIds.filter((id) => scenario.techniques.includes(id));
  const shown = lanesShown(on, brought);
  const lanes = techniques.filter(({ id }) => shown.includes(id));
  const bring = (id: TechniqueId) => setBrought([...brought.filter((other) => other !== id), id]);

  const ask = (by: 1 | -1) => {
    setRevealed(false);
    setGuesses([]);
    onQuestion(by);
  };
  const toggle = () => {
    const kind = run.snapshot.get()?.status.kind ?? 'connecting';
    if (kind === 'running') run.pause();
    else if (kind === 'paused' || isOver(kind)) run.resume();
  };
  const actions: Readonly<Record<string, () => void>> = {
    ' ': toggle,
    v: () => setRevealed(!revealed),
    c: () => setChart(chart + 1),
    ArrowLeft: () => ask(-1),
    ArrowRight: () => ask(1),
    '0': () => run.reset(),
    Backspace: () => setGuesses(guesses.slice(0, -1)),
    // What is read byte for byte is closed by it first, and closes itself.
    Escape: () => {
      if (!run.wire.opened.get()) onLeave();
    },
    '?': () => help.current?.showModal(),
    ...Object.fromEntries(faultKeys.map(({ key, kind }) => [key, () => breakWith(run, kind)])),
    ...Object.fromEntries(
      on.flatMap((id, index) => {
        const key = laneKeys[index];
        return key && on.length > LANES ? [[key.toLowerCase(), () => bring(id)]] : [];
      }),
    ),
    ...Object.fromEntries(
      options.flatMap(({ id }, index) => {
        const key = guessKeys[index];
        return key ? [[key.toLowerCase(), () => setGuesses([...guesses, id])]] : [];
      }),
    ),
  };
  useKeys((key) => {
    if (help.current?.open) return false;
    const action = actions[key.length === 1 ? key.toLowerCase() : key];
    action?.();
    return action !== undefined;
  });
  // Before anything measures how large the type is.
  useLayoutEffect(() => {
    document.documentElement.dataset.present = 'true';
    return () => {
      delete document.documentElement.dataset.present;
    };
  }, []);

  const settings = [knobOf('rate')?.format(scenario.rate), knobOf('rtt')?.format(scenario.rtt)];
  return (
    <main id="main" className="grid h-screen grid-rows-[auto_minmax(0,1fr)_auto] overflow-hidden">
      <header className="flex items-end justify-between gap-7 px-[1.7rem] pt-[1.1rem] pb-[0.85rem]">
        <div>
          <p className="flex items-center gap-[0.6em] text-answer text-muted">
            <Logo />
            {eyebrow}
          </p>
          <h1 className="max-w-[26em] text-[2.29rem] leading-[1.12] tracking-[-0.022em]">{question}</h1>
        </div>
        <GuessCount options={options} guesses={guesses} />
      </header>
      <div className="grid min-h-0 grid-cols-[minmax(0,62fr)_minmax(0,38fr)] gap-4 px-[1.7rem]">
        <section
          aria-label="Lanes"
          className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)_auto] overflow-hidden rounded-card border border-line bg-card"
        >
          <LaneGrid
            run={run}
            lanes={lanes}
            wire={wire(lanes, GUTTER * rem, revealed)}
            presented={{ revealed }}
          />
          <LanesAway on={on} shown={shown} onBring={bring} />
        </section>
        <div className="grid min-h-0 grid-rows-[minmax(11rem,1.22fr)_minmax(min-content,1fr)] gap-4">
          <Covered revealed={revealed} label="The chart shows the answer">
            <PresentChart run={run} index={chart} />
          </Covered>
          <Covered revealed={revealed} label="What do you expect?" onReveal={() => setRevealed(true)}>
            {answer}
          </Covered>
        </div>
      </div>
      <footer className="flex items-center gap-2.5 px-[1.7rem] pt-2.5 pb-3">
        <Running run={run} />
        <Key>Space</Key>
        <Pill>{settings.join(' · ')}</Pill>
        <span className="ml-auto text-muted">{recorded ?? 'Break:'}</span>
        {!recorded &&
          faultKeys.map(({ key, kind, label }) => (
            <Button key={key} className="px-2.5!" onClick={() => breakWith(run, kind)}>
              <Key>{key}</Key>
              {label}
            </Button>
          ))}
        <Button look="quiet" square aria-label="The question before" onClick={() => ask(-1)}>
          <ChevronLeft size="1.2em" aria-hidden="true" />
        </Button>
        <Button look="quiet" square aria-label="The next question" onClick={() => ask(1)}>
          <ChevronRight size="1.2em" aria-hidden="true" />
        </Button>
        <Button look="quiet" square aria-label="Keys" onClick={() => help.current?.showModal()}>
          <Key>?</Key>
        </Button>
        <Button look="quiet" onClick={onLeave}>
          Leave <Key>Esc</Key>
        </Button>
      </footer>
      <KeyHelp ref={help} options={options} lanes={on.length > LANES ? on : []} />
      <BytesSheet wire={run.wire} isPresented />
    </main>
  );
}

function breakWith(run: PageRun, kind: (typeof faultKeys)[number]['kind']): void {
  strike(run, kind, faultKinds.find((fault) => fault.kind === kind)?.seconds ?? null);
}

/** What would give the answer away, under hatching until it is revealed. */
function Covered(props: {
  revealed: boolean;
  label: string;
  onReveal?: () => void;
  children: React.ReactNode;
}) {
  const { revealed, label, onReveal, children } = props;
  if (revealed) {
    return (
      <section className="min-h-0 overflow-hidden rounded-card border border-line bg-card px-4 py-3">
        {children}
      </section>
    );
  }
  return (
    <section className="grid min-h-0 place-items-center rounded-card border border-line bg-[repeating-linear-gradient(135deg,var(--color-sunken)_0_10px,transparent_10px_20px)] bg-card text-center">
      <div className="rounded-card bg-card px-6 py-4">
        <p className="text-[1.5rem] font-semibold">{label}</p>
        {onReveal && (
          <Button look="primary" className="mt-3 min-h-10 text-lead" onClick={onReveal}>
            <Eye size="1.1em" aria-hidden="true" />
            Reveal the answer <Key>V</Key>
          </Button>
        )}
      </div>
    </section>
  );
}
