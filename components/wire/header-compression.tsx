import { explain, type WireMessage } from '@/lib/capture/message';
import { formatBytes } from '@/lib/figures/format';
import { fieldsIn, plainBytes } from '@/lib/wire/hpack';

/** What HTTP/2 has made of headers, beside the first of the same lane and connection. */
export function HeaderCompression({
  message,
  messages,
}: {
  message: WireMessage;
  messages: readonly WireMessage[];
}) {
  const now = sizesOf(message);
  if (!now) return null;
  const first = messages.find(({ kind, connection, technique, event }) => {
    const isAlike = kind === message.kind && technique === message.technique;
    return isAlike && connection === message.connection && event.stream !== undefined;
  });
  const before = first && first.id !== message.id ? sizesOf(first) : null;
  return (
    <p data-header-bytes={now.encoded} data-plain-bytes={now.plain}>
      {formatBytes(now.encoded)} for headers that take {formatBytes(now.plain)} written out, as HTTP/1.1 does
      it
      {before && (
        <span data-first-bytes={before.encoded}>
          ; the first {message.kind === 'request' ? 'request' : 'answer'} of this lane on the connection took{' '}
          {formatBytes(before.encoded)} for {formatBytes(before.plain)}
        </span>
      )}
      . Both ends remember what was said before on the connection, by the page&rsquo;s own files too, and then
      say its number alone (HPACK, RFC 7541).
    </p>
  );
}

/** Null where a message is no frame with headers. */
function sizesOf({ event, context }: WireMessage): { encoded: number; plain: number } | null {
  const fields = event.stream === undefined ? [] : fieldsIn(event.notes);
  if (fields.length === 0) return null;
  const encoded = explain(event, context)
    .parts.filter(({ source }) => source.startsWith('RFC 7541'))
    .reduce((bytes, { from, to }) => bytes + to - from, 0);
  return { encoded, plain: plainBytes(fields) };
}
