import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * When and on what the runs of this site were recorded, where it is one without a server: then the files of the site say so.
 *
 * @returns undefined where there is a server
 */
export function recordedOn(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name=recorded]')?.content;
}

/** The same for what is drawn; undefined until the page knows. */
export function useRecorded(): string | undefined {
  return useSyncExternalStore(never, recordedOn, () => undefined);
}
