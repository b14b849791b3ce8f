// Finds the browser that the end-to-end tests drive, and gets one where there is none: Playwright's own, or else
// Debian's package. Run by itself, it makes sure there is one; imported, it says which to use.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];

/** @returns {string | undefined} the program to start, or undefined where there is no browser */
export function findBrowser() {
  return [chromium.executablePath(), ...SYSTEM].find((path) => path && existsSync(path));
}

function getBrowser() {
  console.log('There is no Chromium here; getting one.');
  const playwright = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url));
  const download = spawnSync(process.execPath, [playwright, 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  if (download.status === 0) return;
  console.log("Playwright's own browser cannot be downloaded from here; trying Debian's package.");
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  const run = (...command) => execFileSync(command[0], command.slice(1), { stdio: 'inherit' });
  run(...asRoot, 'apt-get', 'update');
  run(...asRoot, 'apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (!findBrowser()) getBrowser();
  } catch (error) {
    console.error(error.message);
  }
  const browser = findBrowser();
  if (browser) console.log(`Tests run in ${browser}`);
  else {
    console.error('No browser could be found or installed. Install Chromium, then run the tests again.');
    process.exit(1);
  }
}
