import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Fills its parent, and draws what needs to know how large it is, px: nothing before the first layout. */
export function Sized({ children }: { children: (width: number, height: number) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setSize({ width: Math.round(width), height: Math.round(height) });
    });
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className="h-full min-w-0 overflow-hidden">
      {size && size.width > 0 && children(size.width, size.height)}
    </div>
  );
}
