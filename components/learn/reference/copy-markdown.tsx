'use client';

import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy';

/** Copies what is looked at as a Markdown table; where the browser does not allow that, the text is shown to be copied by hand. */
export function CopyMarkdown({ markdown }: { markdown: () => string }) {
  const [isCopied, setIsCopied] = useState(false);
  const [shown, setShown] = useState('');
  const copy = async () => {
    const text = markdown();
    const done = await copyText(text);
    setIsCopied(done);
    setShown(done ? '' : text);
  };
  return (
    <div>
      <Button className="max-sm:min-h-11" onClick={() => void copy()} onBlur={() => setIsCopied(false)}>
        <Copy size={15} aria-hidden="true" />
        {isCopied ? 'Copied' : 'Copy as Markdown'}
      </Button>
      {shown && (
        <label className="mt-2 block">
          <span className="text-note text-muted">The browser did not allow it: copy it from here.</span>
          <textarea
            readOnly
            value={shown}
            rows={6}
            onFocus={({ target }) => target.select()}
            className="mt-1 block w-full rounded-control border border-strong bg-card p-2 font-mono text-small"
          />
        </label>
      )}
    </div>
  );
}
