/**
 * Waits until a server says that it is ready.
 *
 * @param output its standard output
 * @returns its origin, by address and not by name
 * @throws Error where it ends before
 */
export async function listening(output: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of output ?? []) {
    text += chunk;
    const [, origin] = /ready: (\S+)/.exec(text) ?? [];
    if (origin) return origin.replace('localhost', '127.0.0.1');
  }
  throw new Error(`the server did not start: ${text}`);
}
