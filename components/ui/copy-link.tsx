'use client';

import { Link } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';
import { copyText } from './copy';

/** Copies the address that gives the settings of the page. */
export function CopyLink({ link }: { link: () => string }) {
  const [copied, setCopied] = useState('');
  const copy = async () => setCopied((await copyText(link())) ? 'Link copied' : 'Copy the address bar');
  return (
    <Button
      look="quiet"
      aria-label={copied || 'Copy link'}
      onClick={() => void copy()}
      onBlur={() => setCopied('')}
    >
      <Link size={15} aria-hidden="true" />
      <span className="max-sm:sr-only">{copied || 'Copy link'}</span>
    </Button>
  );
}
