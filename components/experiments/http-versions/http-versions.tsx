'use client';

import '@/lib/schema/no-eval';
import { useEffect, useRef, useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { IgnoredNotice } from '@/components/ui/notice';
import { linkWith, useAddress } from '@/components/ui/use-address';
import { usePorts } from '@/components/ui/use-ports';
import { windowsFor } from '@/lib/experiments/connections';
import {
  isVersion,
  type Results,
  resultsForm,
  type Version,
  versions,
  versionsInWords,
} from '@/lib/experiments/http-versions';
import { measureVersion } from '@/lib/experiments/measure-version';
import type { Experiment } from '@/lib/learn/experiment';
import { ExperimentFrame, type ExperimentState } from '../experiment-frame';
import { CostsTable } from './costs-table';

/** What polls and events cost over the version by which this page has come, beside what another window has found. */
export function HttpVersions({ experiment }: { experiment: Experiment }) {
  const [results, setResults] = useState<Results>({});
  /** What this window has measured; the rest has come in the link. */
  const [here, setHere] = useState<readonly Version[]>([]);
  const [state, setState] = useState<ExperimentState>('idle');
  const [doing, setDoing] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const { isRead, ignored, forgetIgnored } = useAddress(resultsForm, results, setResults);
  const version = isRead ? versionOfPage() : null;
  useEffect(() => () => stopping.current?.abort(), []);

  const measure = async (own: Version) => {
    const stop = new AbortController();
    stopping.current = stop;
    setState('running');
    setFailed(null);
    try {
      const costs = await measureVersion(window.location.origin, stop.signal, setDoing);
      setResults((before) => ({ ...before, [own]: costs }));
      setHere([own]);
    } catch (error) {
      if (!stop.signal.aborted) setFailed(error instanceof Error ? error.message : String(error));
    }
    setDoing('');
    setState('done');
  };

  const sentences = versionsInWords(results);
  const isMeasured = version !== null && results[version] !== undefined;
  return (
    <ExperimentFrame
      experiment={experiment}
      state={state}
      measured="Measured"
      start={version ? `Measure ${versions[version]}` : 'Measure'}
      blocked={
        isRead && version === null ? 'This browser does not say by which HTTP the page came.' : undefined
      }
      onRun={() => version && void measure(version)}
      onStop={() => stopping.current?.abort()}
      link={() => linkWith(resultsForm.toQuery(results))}
      verdict={
        sentences.length > 0
          ? sentences.map((sentence) => (
              <p key={sentence} className="mb-1">
                {sentence}
              </p>
            ))
          : (failed && <p>{failed}</p>) ||
            (isMeasured && <p>Measure the other one too: then they are compared.</p>)
      }
    >
      <div className="grid gap-3">
        <IgnoredNotice ignored={ignored} onClose={forgetIgnored} />
        <p role="status" className="min-h-5 text-muted">
          {doing}
        </p>
        <CostsTable results={results} here={here} />
        {version && <TheOther version={version} results={results} />}
      </div>
    </ExperimentFrame>
  );
}

/** The way to the other window, which takes along what has been measured in this one. */
function TheOther({ version, results }: { version: Version; results: Results }) {
  const ports = usePorts();
  if (!ports) return null;
  const windows = windowsFor(window.location, ports);
  const isSecure = window.location.protocol === 'https:';
  const origin = isSecure ? windows.plain : windows.secure;
  if (origin === null)
    return (
      <p className="text-muted">
        For the other one this server has to be reached over TLS too: start it with{' '}
        <code className="font-mono text-note">TLS_PORT=3443 npm start</code>.
      </p>
    );
  const other = version === 'h2' ? 'http/1.1' : 'h2';
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <a
        href={`${origin}/experiments/http-versions?${resultsForm.toQuery(results)}`}
        className={`${buttonClass()} max-sm:min-h-11`}
      >
        Go on over {versions[other]}
      </a>
      <span className="text-muted">
        What has been measured here goes along in the link.
        {!isSecure &&
          ' The browser warns of a certificate that it does not know: this server made it for itself.'}
      </span>
    </p>
  );
}

/** By which version this page came, as the browser has it: what it asks the same server for goes the same way. */
function versionOfPage(): Version | null {
  const [page] = performance.getEntriesByType('navigation');
  const protocol = page instanceof PerformanceNavigationTiming ? page.nextHopProtocol : '';
  return isVersion(protocol) ? protocol : null;
}
