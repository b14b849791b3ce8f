'use client';

import { useEffect, useState } from 'react';
import { Select } from './select';
import { THEME_KEY } from './theme-script';

const themes = { system: 'System theme', light: 'Light', dark: 'Dark' } as const;
type Theme = keyof typeof themes;

/** Lets the reader choose light or dark; remembered in this browser. */
export function ThemeSelect() {
  const [theme, setTheme] = useState<Theme>('system');

  useEffect(() => {
    const { theme: current } = document.documentElement.dataset;
    if (current === 'light' || current === 'dark') setTheme(current);
  }, []);

  const choose = (next: Theme) => {
    setTheme(next);
    if (next === 'system') {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem(THEME_KEY);
    } else {
      document.documentElement.dataset.theme = next;
      localStorage.setItem(THEME_KEY, next);
    }
  };

  return <Select label="Theme" hideLabel value={theme} options={themes} onChange={choose} />;
}
