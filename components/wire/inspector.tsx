'use client';

import '@/lib/wire/http2';
import { useState } from 'react';
import { Choice } from '@/components/ui/choice';
import { Scrollable } from '@/components/ui/scrollable';
import { explain, type WireMessage } from '@/lib/capture/message';
import { formatBytes, formatMs } from '@/lib/figures/format';
import { nameOf } from '@/lib/techniques';
import { asHex, decodeBase64 } from '@/lib/wire/bytes';
import { kindNames } from '@/lib/wire/kinds';
import { HandshakeProof } from './handshake-proof';
import { HeaderCompression } from './header-compression';

/** Text whose line ends are named: few fonts have a sign for them. */
function Readable({ text }: { text: string }) {
  return [...text.matchAll(/␍|␊|[^␍␊]+/g)].map(({ 0: piece, index: at }) => {
    const end = { '␍': 'CR', '␊': 'LF' }[piece];
    if (end === undefined) return piece;
    return (
      <span key={at} className="mx-px rounded-sm border border-line px-0.5 text-muted">
        {end}
      </span>
    );
  });
}

/** One message, byte for byte: what each part is for, and how much of it is payload. */
export function Inspector({ message, messages }: { message: WireMessage; messages: readonly WireMessage[] }) {
  const [form, setForm] = useState<'text' | 'hex'>('text');
  const { event, technique, kind, label, way, bytes, payload, connection, stream, sentAt, arrivedAt } =
    message;
  const data = decodeBase64(event.data);
  const { parts } = explain(event, message.context);
  return (
    <section aria-label="Wire inspector" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-semibold">
          {nameOf(technique)}: {label}
        </h3>
        <p className="text-muted">
          {kindNames[kind]}, {way === 'up' ? 'browser to server' : 'server to browser'}, connection{' '}
          {connection}
          {stream !== undefined && `, stream ${stream}`}
          {arrivedAt !== null && arrivedAt > sentAt && (
            <>
              , {formatMs(arrivedAt - sentAt)} in flight{message.received ? ', until the page had it' : ''}
            </>
          )}
        </p>
        <div className="ml-auto">
          <Choice
            label="Form of the bytes"
            value={form}
            options={{ text: 'text', hex: 'hex' }}
            onChange={setForm}
          />
        </div>
      </div>
      <p>
        <strong data-bytes={bytes}>{formatBytes(bytes)}</strong> = {formatBytes(payload)} payload +{' '}
        {formatBytes(data.length - payload)} overhead
        {data.length < bytes && `, not counting ${formatBytes(bytes - data.length)} that were not captured`}
      </p>
      <HeaderCompression message={message} messages={messages} />
      {parts.length > 0 && (
        <Scrollable label="Bytes, part by part" className="relative max-h-96 overflow-auto">
          <table className="w-full min-w-[40rem] border-collapse text-left">
            <thead>
              <tr className="border-b border-line text-muted">
                <th scope="col" className="py-1 pr-3 font-medium">
                  Part
                </th>
                <th scope="col" className="pr-3 font-medium">
                  Bytes
                </th>
                <th scope="col" className="pr-3 text-right font-medium">
                  Size
                </th>
                <th scope="col" className="font-medium">
                  What it is for
                </th>
              </tr>
            </thead>
            <tbody>
              {parts.map(({ name, from, to, text, meaning, source, payload: isPayload }) => (
                <tr key={from} className="border-b border-line align-baseline last:border-0">
                  <th
                    scope="row"
                    className={`py-0.5 pr-3 whitespace-nowrap ${isPayload ? 'font-semibold' : 'font-normal'}`}
                  >
                    {name}
                  </th>
                  <td
                    className={`pr-3 font-mono text-small leading-5 break-all ${isPayload ? '' : 'text-muted'}`}
                  >
                    {form === 'hex' ? asHex(data.subarray(from, to)) : <Readable text={text} />}
                  </td>
                  <td className="pr-3 text-right whitespace-nowrap">{formatBytes(to - from)}</td>
                  <td className="min-w-[14rem] text-small leading-5 text-muted">
                    {meaning} {source && <cite className="not-italic whitespace-nowrap">[{source}]</cite>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
      <HandshakeProof message={message} messages={messages} />
    </section>
  );
}
