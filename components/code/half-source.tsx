'use client';

import { useId } from 'react';
import { Scrollable } from '@/components/ui/scrollable';
import { colorOf } from '@/components/ui/technique-style';
import type { Sought } from '@/lib/capture/sought';
import type { HalfCode, Token } from '@/lib/code/halves';
import type { TechniqueId } from '@/lib/techniques';
import { dialects } from '@/lib/techniques/dialects';
import { marksOf } from '@/lib/techniques/marks';
import { LineMark } from './line-mark';

/** One half of a technique: its path, and its lines with their numbers and with what they cause on the wire. */
export function HalfSource(props: {
  half: HalfCode;
  palette: readonly string[];
  technique: TechniqueId;
  onShow: (sought: Sought) => void;
}) {
  const { half, palette, technique, onShow } = props;
  const id = useId();
  const causes = dialects[technique].marks[half.side];
  return (
    <div className="min-w-0 rounded border border-line">
      <div className="flex flex-wrap items-baseline gap-x-2 border-b border-line px-2 py-1">
        <h3 id={id} className="font-mono text-small font-semibold">
          {half.path}
        </h3>
        <span className="text-small text-muted">{half.side} half</span>
      </div>
      <Scrollable labelledBy={id} className="relative overflow-x-auto -outline-offset-2">
        <pre className="py-1 font-mono text-small leading-[1.6]">
          <code className="grid w-max min-w-full grid-cols-[auto_1fr]" data-half={half.side}>
            {half.lines.map(({ number, tokens }) => {
              const marks = marksOf(tokens.map(([, , text]) => text).join(''), causes);
              const marked = marks.length > 0;
              return (
                <span key={number} className="contents">
                  <span className="flex items-center justify-between gap-1 bg-card pr-2 pl-1 select-none sm:sticky sm:left-0">
                    <span
                      data-number={number}
                      className="min-w-6 text-right text-muted before:content-[attr(data-number)]"
                    />
                    <span className="flex gap-1">
                      {marks.map((kind) => (
                        <LineMark
                          key={kind}
                          kind={kind}
                          side={half.side}
                          line={number}
                          technique={technique}
                          onShow={onShow}
                        />
                      ))}
                    </span>
                  </span>
                  <span
                    data-code
                    className="pr-2"
                    style={
                      marked
                        ? { background: `color-mix(in srgb, ${colorOf(technique)} 12%, transparent)` }
                        : undefined
                    }
                  >
                    <Tokens tokens={tokens} palette={palette} />
                    {'\n'}
                  </span>
                </span>
              );
            })}
          </code>
        </pre>
      </Scrollable>
    </div>
  );
}

function Tokens({ tokens, palette }: { tokens: readonly Token[]; palette: readonly string[] }) {
  return tokens.map(([column, color, text]) => (
    <span key={column} style={{ color: palette[color] }}>
      {text}
    </span>
  ));
}
