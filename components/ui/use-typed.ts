import { useState } from 'react';
import type * as z from 'zod/mini';
import { allowedIn } from '@/lib/schema/allowed';

/**
 * What a field that is typed in needs. It acts when it is left or Enter is pressed, and not with each key: on the way to
 * 500 stands 50, which nobody asked for. What is not allowed changes nothing, and is told until something else is typed.
 */
export function useTyped<T>(props: {
  /** The value in use, as the field shows it. */
  text: string;
  schema: z.ZodMiniType<T>;
  /** Text as a value for the schema to judge. */
  decode: (text: string) => unknown;
  onChange: (value: T) => void;
}) {
  const { text, schema, decode, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ typed: string; kept: string } | null>(null);

  const leave = () => {
    if (typed === null) return;
    setTyped(null);
    const result = schema.safeParse(decode(typed));
    if (!result.success) setRefused({ typed, kept: text });
    else if (typed !== text) onChange(result.data);
  };

  const allowed = `allowed: ${allowedIn(schema)}`;
  const isWrong = typed !== null && !schema.safeParse(decode(typed)).success;
  const wasWrong = typed === null && refused !== null && refused.kept === text;
  return {
    /** What is wrong with what is or was typed, in words. */
    problem: isWrong
      ? allowed
      : wasWrong
        ? `“${refused.typed}” is not used, it stays “${text}”; ${allowed}`
        : null,
    /** Forgets what was typed. */
    forget: () => {
      setTyped(null);
      setRefused(null);
    },
    input: {
      value: typed ?? text,
      'aria-invalid': isWrong,
      onChange: ({ target }: React.ChangeEvent<HTMLInputElement>) => {
        setTyped(target.value);
        setRefused(null);
      },
      onBlur: leave,
      onKeyDown: ({ key }: React.KeyboardEvent) => {
        if (key === 'Enter') leave();
      },
    },
  };
}

/** Text as a number; NaN, which no schema allows, where it is empty. */
export function decodeNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
