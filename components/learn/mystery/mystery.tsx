'use client';

import '@/lib/schema/no-eval';
import { Dices } from 'lucide-react';
import { useCallback, useState } from 'react';
import { LearnPage } from '@/components/learn/learn-page';
import { Button } from '@/components/ui/button';
import { Choice } from '@/components/ui/choice';
import { CopyLink } from '@/components/ui/copy-link';
import { Notice } from '@/components/ui/notice';
import { useRecorded } from '@/components/ui/recorded';
import { linkWith, useAddress } from '@/components/ui/use-address';
import { defaultMystery, type MysterySettings, type MysteryText, mysteryForm } from '@/lib/learn/mystery';
import { MysteryRound } from './mystery-round';

const rounds = { one: 'One unnamed lane', all: 'All lanes unnamed' } as const;

/** Lanes without names: one finds out which technique each is. The address has the same ones for a whole class. */
export function Mystery({ words }: { words: MysteryText }) {
  const [settings, setSettings] = useState(defaultMystery);
  const adopt = useCallback(
    (asked: MysterySettings) => setSettings({ ...asked, seed: asked.seed || anySeed() }),
    [],
  );
  useAddress(mysteryForm, settings, adopt);
  const { seed, round } = settings;
  const isRecorded = useRecorded() !== undefined;
  return (
    <LearnPage current="Mystery" buttons={<CopyLink link={() => linkWith(mysteryForm.toQuery(settings))} />}>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-question tracking-tight">
            {round === 'one' ? 'Which technique is this?' : 'Which lane is which?'}
          </h1>
          <p className="mt-1 max-w-[60ch] text-lead text-muted">
            Find out from the wire and the figures alone.
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2 print:hidden">
          <Choice
            label="Difficulty"
            value={round}
            options={rounds}
            onChange={(chosen) => setSettings({ seed, round: chosen })}
          />
          <Button className="max-sm:min-h-11" onClick={() => setSettings({ seed: anySeed(), round })}>
            <Dices size={15} aria-hidden="true" />
            Another one
          </Button>
        </div>
      </div>
      {isRecorded && (
        <div className="mt-4">
          <Notice>
            This run needs a server, and this site has none: no lane without a name was recorded. Run it
            yourself: npm start.
          </Notice>
        </div>
      )}
      {seed > 0 && <MysteryRound key={`${seed} ${round}`} settings={settings} words={words} />}
    </LearnPage>
  );
}

/** Which mystery it is: it goes into the address, so that a class has the same one. The market has a seed of its own. */
function anySeed(): number {
  return 1 + Math.floor(Math.random() * 999_999);
}
