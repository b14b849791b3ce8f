/** Where the browser remembers the theme that the reader chose. */
export const THEME_KEY = 'theme';

/** Runs before the first paint, so that a dark page does not flash white. */
export const applyTheme = `try{const t=localStorage.getItem('${THEME_KEY}');if(t)document.documentElement.dataset.theme=t}catch{}`;
