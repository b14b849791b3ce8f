'use client';

import '@/lib/schema/no-eval';
import { Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { EmbeddedRun } from '@/components/learn/embedded-run';
import { kept } from '@/components/learn/kept';
import { LearnPage } from '@/components/learn/learn-page';
import { settingsInWords } from '@/components/learn/settings-in-words';
import { WithCode } from '@/components/learn/with-code';
import { Button, buttonClass } from '@/components/ui/button';
import { Scrollable } from '@/components/ui/scrollable';
import { TechniqueMark } from '@/components/ui/technique-style';
import { formatCountOf } from '@/lib/figures/format';
import { formatIn } from '@/lib/figures/unit';
import {
  type CheatSheetText,
  type KeptRun,
  keptRunOf,
  readKeptRun,
  sheetRows,
} from '@/lib/learn/cheat-sheet';
import { runOf } from '@/lib/learn/run-of';
import { fromQuery } from '@/lib/scenario/url';
import { techniqueIds, techniques } from '@/lib/techniques';

const KEY = 'cheat-sheet-run';

/** One page for print: what to say, and the figures that the reader has measured. Without a run they are left blank. */
export function CheatSheet({ words }: { words: CheatSheetText }) {
  const [measured, setMeasured] = useState<KeptRun | null>(null);
  useEffect(() => setMeasured(readKeptRun(kept.get(KEY))), []);
  const keep = (run: KeptRun) => {
    setMeasured(run);
    kept.set(KEY, JSON.stringify(run));
  };
  return (
    <LearnPage
      current="Interview"
      buttons={
        <Button onClick={() => window.print()} aria-label="Print">
          <Printer size={15} aria-hidden="true" />
          <span className="max-sm:sr-only">Print</span>
        </Button>
      }
    >
      <div className="mb-6 flex flex-col gap-4 print:hidden">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-[60ch] text-lead text-muted">
            Measure once, print one page: the figures are your own.
          </p>
          <a href="/learn/interview" className={`${buttonClass()} max-sm:min-h-11`}>
            All cards
          </a>
        </div>
        <EmbeddedRun
          runs={[runOf(words.run, techniqueIds)]}
          onResults={([seen]) => seen && keep(keptRunOf(seen, new Date()))}
        />
      </div>
      <article
        aria-label="Cheat sheet"
        className="sheet mx-auto max-w-[900px] rounded-card border border-line bg-card p-6 print:max-w-none print:rounded-none print:border-0 print:bg-transparent print:p-0"
      >
        <h1 className="text-section">Real-time web pages: the sheet for the interview</h1>
        <Figures measured={measured} />
        <div className="mt-4 columns-1 gap-8 text-note sm:columns-2 print:columns-2">
          {words.sections.map(({ title, points }) => (
            <section key={title} className="mb-3.5 break-inside-avoid">
              <h2 className="text-[1.07rem]">{title}</h2>
              <ul className="mt-1 list-disc pl-4">
                {points.map((point) => (
                  <li key={point} className="py-px">
                    <WithCode>{point}</WithCode>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </article>
    </LearnPage>
  );
}

function Figures({ measured }: { measured: KeptRun | null }) {
  return (
    <>
      <p role="status" className="mt-1 text-small text-muted">
        {measured
          ? `Measured ${dateInWords(measured.at)} in this browser: ${settingsInWords(fromQuery(measured.query).settings.scenario).join(', ')}; ${formatCountOf(measured.prices, 'price')} in each lane.`
          : 'Not measured yet: make the run, or fill in your own.'}
      </p>
      <Scrollable label="My figures" className="relative mt-3 overflow-x-auto">
        <table className="w-full min-w-[560px] border-collapse text-note">
          <thead>
            <tr>
              <th scope="col" className="py-1 pr-2 text-left font-semibold">
                My figures
              </th>
              {techniques.map(({ id, name }) => (
                <th key={id} scope="col" className="px-2 py-1 text-right font-semibold">
                  <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
                    <span className="max-lg:hidden print:hidden">
                      <TechniqueMark id={id} />
                    </span>
                    {name}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheetRows.map(({ figure: { key, unit }, name, term }) => (
              <tr key={key} className="border-t border-line">
                <th scope="row" className="py-1 pr-2 text-left font-normal whitespace-nowrap">
                  {name} {term && <span className="text-muted">({term})</span>}
                </th>
                {techniques.map(({ id }) => (
                  <td key={id} data-figure={key} className="px-2 py-1 text-right whitespace-nowrap">
                    {measured ? formatIn(unit, measured.values[id]?.[key] ?? null) : <Blank />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </>
  );
}

/** A line to write on. */
function Blank() {
  return (
    <span className="inline-block h-[1.1em] w-14 border-b border-strong">
      <span className="sr-only">to be filled in</span>
    </span>
  );
}

function dateInWords(at: string): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
