// Starts the server as it was built, and builds before whatever is not up to date: `npm start`.
import { createRequire } from 'node:module';
import { buildPage, PAGE } from './build/page.mjs';
import { buildServer, SERVER } from './build/server.mjs';

try {
  await buildServer();
} catch (error) {
  console.error(`Realtime Playground cannot start: ${error.message}`);
  process.exit(1);
}
const { start, builtPage } = createRequire(import.meta.url)(`../${SERVER}/main.js`);
// Only once the port is taken: that it is not free is told before a build of the page.
await start(async () => {
  await buildPage();
  return builtPage(PAGE);
});
