'use client';

import { colorOf } from '@/components/ui/technique-style';
import type { Sought } from '@/lib/capture/sought';
import type { TechniqueId } from '@/lib/techniques';
import type { Side } from '@/lib/techniques/technique';
import type { WireKind } from '@/lib/wire/kinds';

/** What a line causes on the wire; pressed, it shows the latest of it there. */
export function LineMark(props: {
  kind: WireKind;
  side: Side;
  line: number;
  technique: TechniqueId;
  onShow: (sought: Sought) => void;
}) {
  const { kind, side, line, technique, onShow } = props;
  const direction = side === 'client' ? 'to the server' : 'to the browser';
  return (
    <button
      type="button"
      className="cursor-pointer rounded border px-1 font-sans text-[0.7rem] leading-[1.35] whitespace-nowrap text-ink hover:bg-sunken"
      style={{ borderColor: colorOf(technique) }}
      data-mark={kind}
      title={`causes a ${kind} ${direction}: show it on the wire`}
      aria-label={`${kind} ${direction}, line ${line}: show it on the wire`}
      onClick={() => onShow({ technique, kind, way: side === 'client' ? 'up' : 'down' })}
    >
      <span aria-hidden="true">{side === 'client' ? '↑' : '↓'} </span>
      {kind}
    </button>
  );
}
