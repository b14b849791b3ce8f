/** The parts of a request that its head is made of. */
interface RequestHead {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
}

/**
 * A request, byte for byte, from what the parser read: browsers put one space behind the colon, and the parser keeps
 * everything else as it came.
 *
 * @param body as it came; one that came in chunks stands here without their sizes
 */
export function requestText({ method, url, httpVersion, rawHeaders }: RequestHead, body: string): Buffer {
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let i = 0; i < rawHeaders.length; i += 2) head += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`;
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), Buffer.from(body)]);
}
