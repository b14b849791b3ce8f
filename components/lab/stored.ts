/** What the page remembers until its tab is closed. Browsers may refuse to; then it lasts as long as the page. */
export const stored = {
  get(key: string): string | null {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key: string, text: string): void {
    try {
      sessionStorage.setItem(key, text);
    } catch {
      // Too large, or not allowed: nothing is lost but the memory of it.
    }
  },
};
