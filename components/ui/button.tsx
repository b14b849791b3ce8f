import type { ButtonHTMLAttributes } from 'react';

/** A button; the one that matters most in its place is `primary`. */
export function Button({
  primary = false,
  className = '',
  ...props
}: ButtonHTMLAttributes<HTMLButtonElement> & { primary?: boolean }) {
  const look = primary
    ? 'border-accent bg-accent text-card'
    : 'border-strong bg-card text-ink hover:bg-sunken';
  return (
    <button
      type="button"
      className={`cursor-pointer rounded border px-2.5 py-1 font-medium disabled:cursor-default disabled:opacity-50 ${look} ${className}`}
      {...props}
    />
  );
}
