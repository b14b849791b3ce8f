import type { HttpRequestWithBody } from '../../carrier/carrier';

/**
 * The text of a request's body.
 *
 * @param most bytes that it may have, at most
 * @throws what `tooLarge` makes, where it has more
 */
export function readBody(request: HttpRequestWithBody, most: number, tooLarge: () => Error): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      // The rest is still read, and thrown away: a client that is sending would not see the answer otherwise.
      if (bytes <= most) pieces.push(piece);
      else reject(tooLarge());
    });
    request.once('end', () => resolve(Buffer.concat(pieces).toString()));
    // Nobody is there to be answered any more; what was opened for the request ends with its connection.
    request.on('error', () => {});
  });
}
