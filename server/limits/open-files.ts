import { close, open } from 'node:fs';
import { devNull } from 'node:os';
import { log, logLimit } from '../log/log';

/** So often it is looked whether there are any left, ms. */
const LOOK_EVERY_MS = 1000;

const EXHAUSTED = new Set(['EMFILE', 'ENFILE']);

/**
 * Logs when the system gives this process no more open files: then it can accept no connection, and Node closes those
 * that come without a word of it. So it is tried again and again to open a file.
 *
 * @returns stops it
 */
export function watchOpenFiles(): () => void {
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function look(): void {
  open(devNull, 'r', (error, file) => {
    if (error) noteSystemError(error);
    else close(file);
  });
}

/** Logs what the system did not give. Other versions of Node tell of it when they accept a connection. */
export function noteSystemError(error: NodeJS.ErrnoException): void {
  if (EXHAUSTED.has(error.code ?? ''))
    logLimit('open_files', { code: error.code, advice: 'raise the limit of open files: ulimit -n' });
  else log('error', 'system_error', { code: error.code, error: error.message });
}
