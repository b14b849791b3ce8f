// Starts the server as it was built, where nothing is that could build it: `npm run build` has made `dist/`, and no
// package is needed.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { start, builtPage } = createRequire(import.meta.url)('../dist/server/main.js');
await start(async () => builtPage(fileURLToPath(new URL('../dist/page', import.meta.url))));
