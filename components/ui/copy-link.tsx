'use client';

import { useState } from 'react';
import { Button } from './button';
import { copyText } from './copy';

/** Copies the address that gives the settings of the page. */
export function CopyLink({ link }: { link: () => string }) {
  const [copied, setCopied] = useState('');
  const copy = async () => setCopied((await copyText(link())) ? 'Link copied' : 'Copy the address bar');
  return (
    <Button onClick={() => void copy()} onBlur={() => setCopied('')}>
      {copied || 'Copy link'}
    </Button>
  );
}
