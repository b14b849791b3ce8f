// Lets a process and all that it starts see one file with a mutation in it; nothing is written to the disk.
const fs = require('node:fs');

const { file, from, to, text } = JSON.parse(process.env.MUTANT);
const read = fs.readFileSync;

fs.readFileSync = (path, ...options) => {
  const content = read(path, ...options);
  if (path !== file || typeof content !== 'string') return content;
  return content.slice(0, from) + text + content.slice(to);
};
