import { chromium, type Page, type Request } from '@playwright/test';
import { findBrowser } from '../browser.mjs';

/** A file of the page as it was loaded. */
export interface Loaded {
  path: string;
  /** What the browser wanted it for: `script`, `document` … */
  type: string;
  /** Of its answer on the wire: headers, and body as it was sent. */
  bytes: number;
  /** When it was asked for, since the first request, ms. */
  askedMs: number;
  /** Whether it was asked for before a price was seen. */
  early: boolean;
}

export interface FirstView {
  files: Loaded[];
  /** From the first request until a lane has shown a price, ms. */
  firstPriceMs: number;
}

/** The page is at rest when it has asked for nothing for so long, ms. */
const REST_MS = 3000;

/** So long it may take until prices are seen, ms. */
const PATIENCE_MS = 30_000;

/** Opens the page in a browser that has never seen it, and waits until it is at rest. */
export async function loadFirstView(origin: string): Promise<FirstView> {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const requests: Request[] = [];
    page.on('request', (request) => {
      // What runs in the lanes is not the page's weight.
      if (!new URL(request.url()).pathname.startsWith('/api/')) requests.push(request);
    });
    await page.addInitScript(markFirstPrice);
    await page.goto(origin);
    const seen = await page.waitForFunction(firstPrice, undefined, { timeout: PATIENCE_MS });
    const priceAt = Number(await seen.jsonValue());
    await atRest(page, requests);
    const start = Math.min(...requests.map((request) => request.timing().startTime));
    const files = requests.map(async (request): Promise<Loaded> => {
      const { responseHeadersSize, responseBodySize } = await request.sizes();
      const { startTime } = request.timing();
      return {
        path: new URL(request.url()).pathname,
        type: request.resourceType(),
        bytes: responseHeadersSize + responseBodySize,
        askedMs: startTime - start,
        early: startTime < priceAt,
      };
    });
    return { files: await Promise.all(files), firstPriceMs: priceAt - start };
  } finally {
    await browser.close();
  }
}

/** Runs in the page before its own scripts: marks the moment in which a lane shows a price. */
function markFirstPrice(): void {
  const watch = new MutationObserver(() => {
    if (!document.querySelector('[data-priced="true"]')) return;
    performance.mark('first price');
    watch.disconnect();
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
}

/** Runs in the page. @returns when a lane has shown a price, by the clock of `timing()`; null before */
function firstPrice(): number | null {
  const [mark] = performance.getEntriesByName('first price');
  return mark ? performance.timeOrigin + mark.startTime : null;
}

/** Waits until the page has asked for no further file for a while. */
async function atRest(page: Page, requests: readonly Request[]): Promise<void> {
  for (;;) {
    const before = requests.length;
    await page.waitForTimeout(REST_MS);
    if (requests.length === before) return;
  }
}
