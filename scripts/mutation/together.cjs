// Runs several test files in one process, one after another.
const { resolve } = require('node:path');

for (const file of process.argv.slice(2)) require(resolve(file));
