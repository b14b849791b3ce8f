import { useEffect, useEffectEvent } from 'react';

/** Hears the keys that are pressed anywhere on the page, but for those that a field or a button needs for itself. */
export function useKeys(press: (key: string) => boolean): void {
  const heard = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const isBox = target instanceof HTMLInputElement && target.type === 'checkbox';
    if ((target instanceof HTMLInputElement && !isBox) || target instanceof HTMLSelectElement) return;
    // A button or a box that has the focus is pressed by these itself.
    const isPress = event.key === ' ' || event.key === 'Enter';
    if (isPress && (isBox || target instanceof HTMLButtonElement)) return;
    if (press(event.key)) event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, []);
}
