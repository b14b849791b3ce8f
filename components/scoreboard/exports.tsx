import { useState } from 'react';
import { linkTo } from '@/components/run/link-to';
import type { PageRun } from '@/components/run/page-run';
import { Button } from '@/components/ui/button';
import { copyText, download } from '@/components/ui/copy';
import { recordedOn } from '@/components/ui/recorded';
import { fileName, type Origin, toCsv, toJson, toMarkdown } from '@/lib/run/export';
import { version } from '@/package.json';
import { OpenSavedRun } from './saved-run';

/** Takes the figures along, as text or as a file, and brings back those that were saved. */
export function Exports({ run, hasFigures }: { run: PageRun; hasFigures: boolean }) {
  const [done, setDone] = useState('');
  const copy = async () => {
    const snapshot = run.snapshot.get();
    if (!snapshot) return;
    setDone(
      (await copyText(toMarkdown(snapshot, originOf(run)))) ? 'copied' : 'the browser does not allow copying',
    );
  };
  const save = (kind: 'csv' | 'json') => {
    const snapshot = run.snapshot.get();
    if (!snapshot) return;
    const { scenario } = run.setup.get();
    const name = fileName(scenario, new Date(), kind);
    if (kind === 'csv') download(name, 'text/csv', toCsv(snapshot, originOf(run)));
    else download(name, 'application/json', toJson(snapshot, scenario, originOf(run)));
  };
  return (
    <>
      <span role="status" className="ml-auto text-small text-muted">
        {done}
      </span>
      <Button disabled={!hasFigures} onClick={() => void copy()} onBlur={() => setDone('')}>
        Copy as Markdown
      </Button>
      <Button disabled={!hasFigures} onClick={() => save('csv')}>
        CSV
      </Button>
      <Button disabled={!hasFigures} onClick={() => save('json')}>
        JSON
      </Button>
      <OpenSavedRun run={run} />
    </>
  );
}

/** Where exported figures come from: what was recorded does not come from this browser. */
function originOf(run: PageRun): Origin {
  return { link: linkTo(run.setup.get()), version, userAgent: recordedOn() ?? navigator.userAgent };
}
