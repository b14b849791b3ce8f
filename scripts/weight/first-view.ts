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
    const asked = new Map<Request, number>();
    page.on('request', (request) => {
      // What runs in the lanes is not the page's weight.
      if (!new URL(request.url()).pathname.startsWith('/api/')) asked.set(request, performance.now());
    });
    await page.goto(origin);
    await page.waitForFunction(hasPrice, undefined, { timeout: PATIENCE_MS });
    const priceAt = performance.now();
    await atRest(page, asked);
    const [start = 0] = asked.values();
    const files = [...asked].map(async ([request, at]): Promise<Loaded> => {
      const { responseHeadersSize, responseBodySize } = await request.sizes();
      return {
        path: new URL(request.url()).pathname,
        type: request.resourceType(),
        bytes: responseHeadersSize + responseBodySize,
        askedMs: at - start,
        early: at < priceAt,
      };
    });
    return { files: await Promise.all(files), firstPriceMs: priceAt - start };
  } finally {
    await browser.close();
  }
}

/** Runs in the page: whether any lane has received a tick. */
function hasPrice(): boolean {
  const cells = document.querySelectorAll('tr[data-figure="ticks"] td[data-technique]');
  return [...cells].some((cell) => Number(cell.getAttribute('data-value')) > 0);
}

/** Waits until the page has asked for no further file for a while. */
async function atRest(page: Page, asked: ReadonlyMap<Request, number>): Promise<void> {
  for (;;) {
    const before = asked.size;
    await page.waitForTimeout(REST_MS);
    if (asked.size === before) return;
  }
}
