import { createHash } from 'node:crypto';

/**
 * The headers of the page and its files; the techniques' answers go without, since they would weigh on the bytes.
 *
 * @param scripts what may run besides the page's own files, as a policy names it
 * @param workers the same for workers
 */
export function securityHeaders(
  scripts: readonly string[],
  workers: readonly string[] = [],
): Record<string, string> {
  return {
    'Content-Security-Policy': `${contentPolicy(scripts, workers)}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    // A cross-origin isolated page gets timers of 5 µs instead of 100 µs, which the latency figures need.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

/** What a document may load and run, as far as it can say so itself. The parameters are those of `securityHeaders`. */
export function contentPolicy(scripts: readonly string[], workers: readonly string[] = []): string {
  return [
    `default-src 'self'`,
    ['script-src', `'self'`, ...scripts].join(' '),
    // Charts and lanes set sizes and colours as style attributes, which no hash can allow.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    ['worker-src', `'self'`, ...workers].join(' '),
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/**
 * What a browser can do for a page and this one does not want, so that nothing that gets into it can. Left out
 * are client hints, without which each request of a technique would have other bytes, and the network of the house, where
 * the server may be.
 */
const UNUSED = [
  ...['accelerometer', 'autoplay', 'browsing-topics', 'camera', 'captured-surface-control'],
  ...['clipboard-read', 'compute-pressure', 'deferred-fetch', 'digital-credentials-create'],
  ...['digital-credentials-get', 'display-capture', 'encrypted-media', 'fullscreen', 'gamepad'],
  ...['geolocation', 'gyroscope', 'hid', 'identity-credentials-get', 'idle-detection', 'keyboard-map'],
  ...['language-detector', 'language-model', 'local-fonts', 'magnetometer'],
  ...['media-playback-while-not-visible', 'microphone', 'midi', 'on-device-speech-recognition'],
  ...['otp-credentials', 'payment', 'picture-in-picture', 'private-state-token-issuance'],
  ...['private-state-token-redemption', 'publickey-credentials-create', 'publickey-credentials-get'],
  ...['screen-wake-lock', 'serial', 'speaker-selection', 'storage-access', 'summarizer', 'sync-xhr'],
  ...['translator', 'usb', 'window-management', 'xr-spatial-tracking'],
];

/** Further headers of documents; other files would only be larger by them. */
export const documentHeaders = {
  'Permissions-Policy': UNUSED.map((feature) => `${feature}=()`).join(', '),
};

/**
 * The hashes of all scripts inside a document, as a policy names them: each is allowed by itself, no other can run.
 *
 * @param html the document
 */
export function inlineScripts(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
  const hashes = [...scripts].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  return [...new Set(hashes)];
}
