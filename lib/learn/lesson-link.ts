import { MOST_CHARACTERS } from './lesson';

/** A fragment that is longer is not read. */
const MOST_FRAGMENT = 40_000;

/** A lesson's text as the fragment of an address, without `#`: deflated, in letters that an address can have. */
export async function toFragment(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The text in a fragment, with or without its `#`; or why there is none. */
export async function fromFragment(fragment: string): Promise<{ text: string } | { problem: string }> {
  const letters = fragment.replace(/^#/, '');
  if (letters === '') return { problem: 'The link has no lesson in it.' };
  if (letters.length > MOST_FRAGMENT) return { problem: 'The link is too long for a lesson.' };
  try {
    const bytes = Uint8Array.from(atob(letters.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
    const text = await inflated(bytes);
    return text === null ? { problem: 'The lesson in the link is too long.' } : { text };
  } catch {
    return { problem: 'The link is damaged: the lesson in it cannot be read. Was all of it copied?' };
  }
}

/** A few bytes can become very many: reading ends where no lesson is as long. @returns null then */
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length > MOST_CHARACTERS) {
      await reader.cancel();
      return null;
    }
  }
}
