'use client';

import '@/lib/schema/no-eval';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { LearnPage } from '@/components/learn/learn-page';
import { Button } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { IgnoredNotice } from '@/components/ui/notice';
import { linkWith, useAddress } from '@/components/ui/use-address';
import { type Claim, type ClaimTable, isTestable } from '@/lib/learn/claim';
import { type ClaimsView, claimsForm, defaultClaimsView, foundOf } from '@/lib/learn/claims-view';
import { ClaimCard } from './claim-card';
import { ClaimFilters } from './claim-filters';
import { ClaimList } from './claim-list';
import { useGuesses } from './use-guesses';

/** All claims, and one of them beside: on a phone the list, then the claim. */
export function Claims({ table: { groups, claims } }: { table: ClaimTable }) {
  const [view, setView] = useState(defaultClaimsView);
  const { ignored, forgetIgnored } = useAddress(claimsForm, view, setView);
  const { guesses, guess } = useGuesses();
  const [openedByHand, setOpenedByHand] = useState(0);
  const list = useRef<HTMLDivElement>(null);

  const found = foundOf(claims, view);
  const listed = found.filter(({ verdict }) => view.verdict === 'any' || verdict === view.verdict);
  const chosen = claims.find(({ number }) => number === view.claim);
  const open = chosen ?? listed[0];
  const isRevealed = ({ number, verdict }: Claim) =>
    view.show || view.verdict === verdict || guesses[number] !== undefined;

  const opened = open?.number;
  useEffect(() => {
    const { current: box } = list;
    const link = box?.querySelector<HTMLElement>('[aria-current]');
    // What was opened by its address may be far down in the list, which scrolls by itself.
    if (box && link && opened !== undefined && !isInSight(link, box))
      box.scrollTop = link.offsetTop - box.clientHeight / 3;
  }, [opened]);

  const go = (claim: number) => {
    const next: ClaimsView = { ...view, claim };
    window.history.pushState(null, '', linkWith(claimsForm.toQuery(next)));
    setView(next);
    setOpenedByHand(claim);
  };

  return (
    <LearnPage
      current="Claims, tested"
      buttons={<CopyLink link={() => linkWith(claimsForm.toQuery({ ...view, claim: open?.number ?? 0 }))} />}
    >
      <IgnoredNotice ignored={ignored} onClose={forgetIgnored} />
      <h1 className={`text-[2.3rem] tracking-[-.022em] ${chosen ? 'max-lg:sr-only' : ''}`}>
        What tutorials say, tested here
      </h1>
      <div className={chosen ? 'max-lg:hidden print:hidden' : ''}>
        <p className="mt-2 max-w-[60ch] text-lead leading-[1.45]! text-muted">
          {claims.length} sentences from tutorials. Each has a verdict, the sentence put right, and its
          source; {claims.filter(isTestable).length} have a run that you can watch.
        </p>
        <ClaimFilters
          view={view}
          groups={groups}
          found={found}
          onChange={(part) => setView({ ...view, ...part })}
        />
      </div>
      <div className="items-start gap-5 lg:grid lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] print:block">
        <div
          ref={list}
          className={`lg:sticky lg:top-4 lg:max-h-[calc(100vh-2rem)] lg:overflow-y-auto print:static print:max-h-none print:overflow-visible ${chosen ? 'max-lg:hidden print:hidden' : ''}`}
        >
          {listed.length === 0 ? (
            <p className="rounded-card border border-line bg-card px-4 py-3">No claim is like that.</p>
          ) : (
            <ClaimList
              claims={listed}
              open={open?.number ?? 0}
              isRevealed={isRevealed}
              linkOf={({ number }) => `?${claimsForm.toQuery({ ...view, claim: number })}`}
              onOpen={({ number }) => go(number)}
            />
          )}
        </div>
        {open && (
          <div className={chosen ? '' : 'max-lg:hidden print:hidden'}>
            <Button look="quiet" className="mb-2 min-h-11 lg:hidden print:hidden" onClick={() => go(0)}>
              <ArrowLeft size={15} aria-hidden="true" />
              All claims
            </Button>
            <ClaimCard
              key={open.number}
              claim={open}
              group={groups[open.group]}
              guess={guesses[open.number]}
              isRevealed={isRevealed(open)}
              takesFocus={openedByHand === open.number}
              onGuess={(made) => guess(open.number, made)}
            />
          </div>
        )}
      </div>
    </LearnPage>
  );
}

/** Whether it can be seen in a list that scrolls, and that may end below the window. */
function isInSight(link: HTMLElement, list: HTMLElement): boolean {
  const { top, bottom } = link.getBoundingClientRect();
  return top >= list.getBoundingClientRect().top && bottom <= window.innerHeight;
}
