// Lets a process and all that it starts see one file with a mutation in it; nothing is written to the disk.
// Tells, where it is asked to, which sources of this repository they read.
const fs = require('node:fs');

const { file, from, to, text } = JSON.parse(process.env.MUTANT);
const { MUTATION_TRACE: trace } = process.env;
const read = fs.readFileSync;

fs.readFileSync = (path, ...options) => {
  const content = read(path, ...options);
  if (trace && typeof path === 'string' && path.endsWith('.ts') && !path.includes('/node_modules/'))
    fs.appendFileSync(trace, `${path}\n`);
  if (path !== file || typeof content !== 'string') return content;
  return content.slice(0, from) + text + content.slice(to);
};
