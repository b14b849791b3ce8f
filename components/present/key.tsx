/** A key of the keyboard. */
export function Key({ children }: { children: React.ReactNode }) {
  return (
    <kbd className="inline-flex h-[1.5em] min-w-[1.5em] items-center justify-center rounded-[5px] border border-b-2 border-current px-1.5 font-sans text-small leading-none font-semibold">
      {children}
    </kbd>
  );
}
