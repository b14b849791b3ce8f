// The page's policy forbids to make code out of text. zod would try to, and a browser would tell of it; so this is
// imported before the first schema is made, by what runs in a browser.
import { config } from 'zod/mini';

config({ jitless: true });
