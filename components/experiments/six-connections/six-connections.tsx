'use client';

import '@/lib/schema/no-eval';
import { useCallback, useEffect, useRef, useState } from 'react';
import * as z from 'zod/mini';
import { buttonClass } from '@/components/ui/button';
import { useAddress } from '@/components/ui/use-address';
import { usePorts } from '@/components/ui/use-ports';
import { useStore } from '@/components/ui/use-store';
import { connectionsInWords, type Windows, windowsFor } from '@/lib/experiments/connections';
import type { Experiment } from '@/lib/learn/experiment';
import { queryForm } from '@/lib/schema/query';
import { ExperimentFrame } from '../experiment-frame';
import { Expected, GuessChips } from '../guess-chips';
import { ConnectionsRun } from './connections-run';
import { WhatIsSeen } from './what-is-seen';

const addressSchema = z.object({
  /** Whether this is the window in which the experiment is run. */
  own: z.boolean(),
  /** How many streams are expected to open; empty where nobody has said. */
  guess: z.string().check(z.regex(/^\d{0,2}$/)),
});

type Address = z.infer<typeof addressSchema>;

const standard: Address = { own: false, guess: '' };

const form = queryForm(addressSchema, standard);

/** Eight streams, and what else a page wants meanwhile, in a window of its own. */
export function SixConnections({ experiment }: { experiment: Experiment }) {
  const [address, setAddress] = useState(standard);
  const { isRead } = useAddress(form, address, setAddress);
  if (isRead && address.own) return <InOwnWindow experiment={experiment} guess={address.guess} />;
  return (
    <Before
      experiment={experiment}
      guess={address.guess}
      onGuess={(guess) => setAddress({ own: false, guess })}
    />
  );
}

/** What leads to the window. */
function Before(props: { experiment: Experiment; guess: string; onGuess: (guess: string) => void }) {
  const { experiment, guess, onGuess } = props;
  const windows = useWindows();
  const open = (origin: string | null) => {
    if (origin !== null)
      window.open(addressIn(origin, guess), '_blank', 'noopener,popup,width=1000,height=860');
  };
  return (
    <ExperimentFrame
      experiment={experiment}
      state="idle"
      start="Run over HTTP/1.1"
      blocked={windows && windows.plain === null ? 'This server is not reached over plain HTTP.' : undefined}
      onRun={() => open(windows?.plain ?? null)}
      onStop={() => {}}
      guess={<GuessChips experiment={experiment} chosen={guess} onChoose={onGuess} />}
      verdict={
        <p className="text-muted">It stands in the window that opens, made from what is counted there.</p>
      }
      controls={
        windows?.secure && (
          <a
            href={addressIn(windows.secure, guess)}
            target="_blank"
            rel="noopener"
            className={`${buttonClass()} max-sm:min-h-11`}
          >
            Run over HTTP/2
          </a>
        )
      }
    >
      <div className="max-w-[75ch] rounded-card border border-line bg-card px-5 py-4">
        <p>
          {windows?.isApart === false
            ? 'It runs in a window of its own. This server has no other name here: close its other pages first, or their lanes wait with the streams.'
            : 'It runs in a window of its own, under another name of this server: here it would take the connections of your lanes.'}
        </p>
        {windows && windows.secure === null && (
          <p className="mt-2 text-muted">
            For HTTP/2 the server has to be reached over TLS: start it with{' '}
            <code className="font-mono text-note">TLS_PORT=3443 npm start</code>.
          </p>
        )}
        {windows?.secure && (
          <p className="mt-2 text-muted">
            HTTP/2 needs TLS. The browser warns of a certificate that it does not know: it is the one that
            this server made for itself.
          </p>
        )}
      </div>
    </ExperimentFrame>
  );
}

function InOwnWindow({ experiment, guess }: { experiment: Experiment; guess: string }) {
  const [run, setRun] = useState<ConnectionsRun | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const current = useRef<ConnectionsRun | null>(null);
  const begin = useCallback(() => {
    current.current?.stop();
    const next = new ConnectionsRun();
    current.current = next;
    setRun(next);
    setFailed(null);
    next.run().catch((error: unknown) => {
      if (current.current !== next) return;
      next.stop();
      setRun(null);
      setFailed(error instanceof Error ? error.message : String(error));
    });
  }, []);
  const stop = () => {
    current.current?.stop();
    current.current = null;
    setRun(null);
  };
  // Whoever opened this window has pressed Run.
  useEffect(() => {
    begin();
    return () => current.current?.stop();
  }, [begin]);
  return run ? (
    <Running experiment={experiment} guess={guess} run={run} begin={begin} stop={stop} />
  ) : (
    <ExperimentFrame
      experiment={experiment}
      state={failed === null ? 'idle' : 'done'}
      onRun={begin}
      onStop={stop}
      verdict={failed && <p>{failed}</p>}
    >
      {null}
    </ExperimentFrame>
  );
}

function Running(props: {
  experiment: Experiment;
  guess: string;
  run: ConnectionsRun;
  begin: () => void;
  stop: () => void;
}) {
  const { experiment, guess, run, begin, stop } = props;
  const { measured } = useStore(run.seen);
  return (
    <ExperimentFrame
      experiment={experiment}
      state={measured ? 'done' : 'running'}
      onRun={begin}
      onStop={stop}
      verdict={
        measured && (
          <>
            <Expected
              guess={guess}
              measured={`${measured.streams.opened} of ${measured.streams.asked} opened`}
            />
            {connectionsInWords(measured).map((sentence) => (
              <p key={sentence} className="mb-1">
                {sentence}
              </p>
            ))}
          </>
        )
      }
    >
      <WhatIsSeen run={run} />
    </ExperimentFrame>
  );
}

const addressIn = (origin: string, guess: string) =>
  `${origin}/experiments/six-connections?${form.toQuery({ own: true, guess })}`;

function useWindows(): Windows | null {
  const ports = usePorts();
  return ports && windowsFor(window.location, ports);
}
