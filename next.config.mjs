import { PHASE_PRODUCTION_BUILD } from 'next/constants.js';

/** The page is a folder of files that the server serves by itself; Next runs only while building and developing. */
export default function config(phase) {
  return {
    poweredByHeader: false,
    ...(phase === PHASE_PRODUCTION_BUILD && { output: 'export', distDir: 'dist/page' }),
    images: { unoptimized: true },
    // `npm run types` looks at all files, tests included; a page can be built without.
    typescript: { ignoreBuildErrors: true },
  };
}
