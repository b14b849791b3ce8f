import { createElement, Fragment } from 'react';

/** A sentence in which code stands between `backticks`. */
export function WithCode({ children }: { children: string }) {
  const parts = children.split('`').map((part, index) => (index % 2 === 0 ? part : codeOf(part)));
  return createElement(Fragment, null, ...parts);
}

function codeOf(text: string) {
  return <code className="rounded bg-sunken px-1 font-mono text-[.929em] break-words">{text}</code>;
}
