import type { AddressInfo } from 'node:net';
import { HttpError } from '../../limits/errors';

/** Where this server reaches itself: nothing that a client says has a part in it. */
export interface OwnAddress {
  host: string;
  port: number;
}

/** @throws HttpError 503 where the server does not listen (any more) */
export function ownAddress(listening: AddressInfo | string | null): OwnAddress {
  if (!listening || typeof listening === 'string')
    throw new HttpError(503, 'unavailable', 'The server is not listening.');
  const { address, port } = listening;
  const isEverywhere = address === '0.0.0.0' || address === '::';
  return { host: isEverywhere ? '127.0.0.1' : address, port };
}
