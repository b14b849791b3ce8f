'use client';

import '@/lib/schema/no-eval';
import { useState } from 'react';
import { LearnPage } from '@/components/learn/learn-page';
import { PrintButton } from '@/components/learn/print-button';
import { Button } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { IgnoredNotice } from '@/components/ui/notice';
import { linkWith, useAddress } from '@/components/ui/use-address';
import { PHONE, useMedia } from '@/components/ui/use-media';
import { measuredRowsLookedAt } from '@/lib/learn/measured-here';
import { columnsOf, type Reference, rowsLookedAt } from '@/lib/learn/reference';
import { referenceMarkdown } from '@/lib/learn/reference-markdown';
import { columnsSeen, defaultReferenceView, referenceForm } from '@/lib/learn/reference-view';
import { CopyMarkdown } from './copy-markdown';
import { MeasureHere } from './measure-here';
import { NarrowTable } from './narrow-table';
import { ReferenceControls } from './reference-controls';
import { dateInWords, useMeasured } from './use-measured';
import { WideTable } from './wide-table';

/** Techniques × aspects: what is looked at stands in the address; what was measured stays in the browser. */
export function ReferencePage({ reference }: { reference: Reference }) {
  const [view, setView] = useState(defaultReferenceView);
  const [form] = useState(() => referenceForm(reference));
  const { ignored, forgetIgnored } = useAddress(form, view, setView);
  const { measured, keep } = useMeasured();
  const isNarrow = useMedia(PHONE);

  const all = columnsOf(reference);
  const columns = columnsSeen(all, view, isNarrow);
  const sought = { columns: columns.map(({ id }) => id), group: view.group, sought: view.find };
  const groups = rowsLookedAt(reference, sought);
  const measuredRows = measuredRowsLookedAt(sought);
  const link = () => linkWith(form.toQuery(view));
  const Table = isNarrow ? NarrowTable : WideTable;
  const isEmpty = groups.length === 0 && measuredRows.length === 0;

  return (
    <LearnPage current="Reference" buttons={<CopyLink link={link} />}>
      <IgnoredNotice ignored={ignored} onClose={forgetIgnored} />
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-question tracking-tight">Reference</h1>
          <p className="mt-1 max-w-[60ch] text-lead text-muted">
            One short fact a cell, with its source. The shaded rows are measured by you.
          </p>
        </div>
        <div className="flex flex-wrap items-start gap-2 print:hidden">
          <PrintButton />{' '}
          <CopyMarkdown
            markdown={() =>
              referenceMarkdown({
                reference,
                groups,
                columns,
                measuredRows,
                measured,
                measuredAt: measured ? dateInWords(measured.at) : '',
                link: link(),
              })
            }
          />
        </div>
      </div>
      <ReferenceControls
        reference={reference}
        columns={all}
        view={view}
        isNarrow={isNarrow}
        onChange={setView}
      />
      <MeasureHere measured={measured} onMeasured={keep} />
      {isEmpty ? (
        <div className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-card px-4 py-3">
          <p role="status">No aspect has these words.</p>
          <Button onClick={() => setView({ ...view, group: 'all', find: '' })}>Show all</Button>
        </div>
      ) : (
        <Table
          reference={reference}
          groups={groups}
          columns={columns}
          measuredRows={measuredRows}
          measured={measured}
        />
      )}
    </LearnPage>
  );
}
