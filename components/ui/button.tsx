import type { ButtonHTMLAttributes } from 'react';

export type ButtonLook = 'primary' | 'plain' | 'quiet';

const looks: Record<ButtonLook, string> = {
  primary: 'border-ink bg-ink text-card',
  plain: 'border-strong bg-card text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-sunken',
};

/** The classes of a button, for what is one by its looks only, such as a link. */
export function buttonClass(look: ButtonLook = 'plain', isSquare = false): string {
  return `inline-flex min-h-8 items-center gap-[7px] rounded-control border font-medium whitespace-nowrap ${isSquare ? 'w-8 justify-center' : 'px-3'} ${looks[look]}`;
}

/**
 * A button; the one that matters most in its place is `primary`.
 *
 * @param props.square for an icon alone: it needs an `aria-label`
 */
export function Button({
  look = 'plain',
  square = false,
  className = '',
  ...props
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: ButtonLook; square?: boolean }) {
  return (
    <button
      type="button"
      className={`cursor-pointer disabled:cursor-default disabled:opacity-45 ${buttonClass(look, square)} ${className}`}
      {...props}
    />
  );
}
