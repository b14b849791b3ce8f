'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * A link that shows where it leads, so that it can be typed from paper.
 *
 * @param props.path on this server, with its query
 */
export function FullAddress({ path }: { path: string }) {
  const host = useSyncExternalStore(
    never,
    () => window.location.host,
    () => '',
  );
  return (
    <a href={path} className="font-mono text-note break-all underline">
      {host}
      {path}
    </a>
  );
}
