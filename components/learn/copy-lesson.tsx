'use client';

import { useEffect, useState } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy';
import { formatCount } from '@/lib/figures/format';
import { toFragment } from '@/lib/learn/lesson-link';

/** The link that has a whole lesson in it, and how long it is. */
export function CopyLesson({ text }: { text: string }) {
  const [made, setMade] = useState<{ text: string; path: string } | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    let isGone = false;
    void toFragment(text).then((fragment) => {
      if (!isGone) setMade({ text, path: `/learn/lesson#${fragment}` });
    });
    return () => {
      isGone = true;
    };
  }, [text]);

  if (made?.text !== text) return <p className="min-h-8 text-muted">Making the link.</p>;
  const link = `${window.location.origin}${made.path}`;
  const copy = async () =>
    setSaid((await copyText(link)) ? 'Link copied' : 'Not allowed: copy the link itself');
  return (
    <p className="flex flex-wrap items-center gap-3">
      <Button look="primary" onClick={() => void copy()} onBlur={() => setSaid('')}>
        {said || 'Copy link'}
      </Button>
      <a href={made.path} className={buttonClass()}>
        Try it
      </a>
      <span className="text-note text-muted">The link has {formatCount(link.length)} characters.</span>
    </p>
  );
}
