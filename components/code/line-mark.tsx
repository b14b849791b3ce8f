'use client';

import { colorOf } from '@/components/ui/technique-style';
import type { Side } from '@/lib/code/halves';
import type { TechniqueId } from '@/lib/techniques';
import type { WireKind } from '@/lib/wire/kinds';

/** What a line causes on the wire; a button where there is something to show it. */
export function LineMark(props: {
  kind: WireKind;
  side: Side;
  line: number;
  technique: TechniqueId;
  onShow?: (kind: WireKind, technique: TechniqueId) => void;
}) {
  const { kind, side, line, technique, onShow } = props;
  const look = 'rounded border px-1 font-sans text-[0.7rem] leading-[1.35] whitespace-nowrap text-ink';
  const style = { borderColor: colorOf(technique) };
  const direction = side === 'client' ? 'to the server' : 'to the browser';
  const content = (
    <>
      <span aria-hidden="true">{side === 'client' ? '↑' : '↓'} </span>
      {kind}
    </>
  );
  if (!onShow) {
    return (
      <span className={look} style={style} data-mark={kind} title={`causes a ${kind} ${direction}`}>
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={`cursor-pointer hover:bg-sunken ${look}`}
      style={style}
      data-mark={kind}
      title={`causes a ${kind} ${direction}: show it`}
      aria-label={`${kind} ${direction}, line ${line}: show it`}
      onClick={() => onShow(kind, technique)}
    >
      {content}
    </button>
  );
}
