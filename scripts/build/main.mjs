// Builds what is stale of server and page: `npm run build`.
import { buildPage } from './page.mjs';
import { buildServer } from './server.mjs';

const [server, page] = [await buildServer(), await buildPage()];
console.log(server || page ? 'Built.' : 'Nothing to build.');
