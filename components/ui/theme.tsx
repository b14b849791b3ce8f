'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';
import { THEME_KEY } from './theme-script';

const themes = { system: 'as the system', light: 'light', dark: 'dark' } as const;
type Theme = keyof typeof themes;

const icons = { system: Monitor, light: Sun, dark: Moon } as const;
const next = { system: 'light', light: 'dark', dark: 'system' } as const;

/** Goes from the system's theme to light, to dark, and back; remembered in this browser. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>('system');

  useEffect(() => {
    const { theme: current } = document.documentElement.dataset;
    if (current === 'light' || current === 'dark') setTheme(current);
  }, []);

  const choose = (chosen: Theme) => {
    setTheme(chosen);
    if (chosen === 'system') {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem(THEME_KEY);
    } else {
      document.documentElement.dataset.theme = chosen;
      localStorage.setItem(THEME_KEY, chosen);
    }
  };

  const Icon = icons[theme];
  return (
    <Button
      look="quiet"
      square
      aria-label={`Theme: ${themes[theme]}. Change to ${themes[next[theme]]}`}
      onClick={() => choose(next[theme])}
    >
      <Icon size={17} aria-hidden="true" />
    </Button>
  );
}
