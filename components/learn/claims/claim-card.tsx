'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { type Claim, isTestable, verdicts } from '@/lib/learn/claim';
import { Chips } from './chips';
import { ClaimRun } from './claim-run';
import type { Guess } from './use-guesses';
import { VerdictPill, VerdictWords } from './verdict';

/**
 * One claim: a guess first, then its verdict, the sentence put right, and what tests it.
 *
 * @param props.takesFocus whether it was opened by hand: what is read out next is its claim
 */
export function ClaimCard(props: {
  claim: Claim;
  group: string;
  guess: Guess | undefined;
  isRevealed: boolean;
  takesFocus: boolean;
  onGuess: (guess: Guess) => void;
}) {
  const { claim, group, guess, isRevealed, takesFocus, onGuess } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <article className="rounded-card border border-line bg-card px-4 py-5 sm:px-6" data-claim={claim.number}>
      <p className="text-small font-medium text-muted">
        Claim {claim.number} · {group}
      </p>
      <h2
        ref={heading}
        tabIndex={-1}
        className="mt-1 mb-3 text-[1.72rem] leading-[1.22] font-semibold tracking-[-.015em] outline-none"
      >
        <q>{claim.claim}</q>
      </h2>
      <div aria-live="polite">
        {isRevealed ? <Revealed claim={claim} guess={guess} /> : <GuessFirst onGuess={onGuess} />}
      </div>
      {isTestable(claim) ? (
        <ClaimRun claim={claim} onTested={() => onGuess('none')} />
      ) : (
        <NoRun claim={claim} />
      )}
      {isRevealed && <Sources claim={claim} />}
    </article>
  );
}

function GuessFirst({ onGuess }: { onGuess: (guess: Guess) => void }) {
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <span className="w-full font-medium">What do you say?</span>
      <Chips
        label="Your guess"
        chosen={null}
        options={verdicts.map((value) => ({ value, words: <VerdictWords verdict={value} /> }))}
        onChoose={onGuess}
      />
      <Button look="quiet" className="max-sm:min-h-11" onClick={() => onGuess('none')}>
        Show the verdict
      </Button>
    </div>
  );
}

function Revealed({ claim, guess }: { claim: Claim; guess: Guess | undefined }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-3">
        <VerdictPill verdict={claim.verdict} />
        {guess && guess !== 'none' && (
          <span className="text-small text-muted">
            you said: <VerdictWords verdict={guess} />
          </span>
        )}
      </p>
      <p className="mt-3 max-w-[62ch] text-[1.14rem] leading-[1.42]">{claim.correct}</p>
      {claim.turns && <p className="mt-2 text-muted">What turns it: {claim.turns}.</p>}
    </>
  );
}

function NoRun({ claim: { noRun, see } }: { claim: Claim }) {
  return (
    <section aria-labelledby="tested" className="mt-5">
      <h3 id="tested" className="text-[1.07rem]">
        No run here tests it
      </h3>
      <p className="mt-1 max-w-[62ch] text-muted">{noRun}</p>
      {see && (
        <a href={see.href} className="mt-1.5 inline-block min-h-6 underline underline-offset-2">
          {see.words}
        </a>
      )}
    </section>
  );
}

function Sources({ claim: { sources } }: { claim: Claim }) {
  return (
    <section aria-label="Sources" className="mt-5 border-t border-line pt-3 text-note text-muted">
      {sources.length === 0 ? (
        <p>No source: it is common knowledge, or nobody names one.</p>
      ) : (
        <ul className="flex flex-wrap gap-x-4">
          {sources.map(({ title, href }) => (
            <li key={title} className="min-h-6">
              {href ? (
                <a href={href} target="_blank" rel="noreferrer" className="inline-block min-h-6 underline">
                  {title}
                </a>
              ) : (
                title
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
