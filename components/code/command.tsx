'use client';

import { useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy';
import { recordedOn } from '@/components/ui/recorded';
import { Scrollable } from '@/components/ui/scrollable';
import { commandOf } from '@/lib/code/command';
import type { Technique } from '@/lib/techniques';

const never = () => () => {};

/** Where a server is that has just been started. */
const STANDARD = 'http://localhost:3000';

/** The same ticks without a browser: a command to copy, for the very server that the page came from. */
export function Command({ technique }: { technique: Technique }) {
  const [done, setDone] = useState('');
  // While the page is built nobody knows yet where it will be served, nor whether by a server.
  const origin = useSyncExternalStore(
    never,
    () => (recordedOn() ? STANDARD : location.origin),
    () => STANDARD,
  );
  const command = commandOf(technique, origin);
  const copy = async () =>
    setDone((await copyText(command)) ? 'copied' : 'the browser does not allow copying');

  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="text-small text-muted">On the command line</span>
      <Scrollable
        label="Command"
        className="max-w-full min-w-0 overflow-x-auto rounded border border-line px-2 py-1 whitespace-nowrap"
      >
        <code data-command className="font-mono text-small">
          {command}
        </code>
      </Scrollable>
      <Button onClick={() => void copy()} onBlur={() => setDone('')}>
        Copy command
      </Button>
      <span role="status" className="text-small text-muted">
        {done}
      </span>
    </div>
  );
}
