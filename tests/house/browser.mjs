// @ts-check
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'chrome.exe'];

const USUAL_PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application',
];

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Chrome or Chromium of this machine: CHROME_PATH, else a program of a usual name, else the one Playwright has installed.
 *
 * Returns null where there is none. Throws where CHROME_PATH names no program, since a wish that is silently ignored misleads.
 *
 * @returns {string | null}
 */
export function findBrowser() {
  const wished = process.env.CHROME_PATH;
  if (wished) {
    if (!isProgram(wished)) throw new Error(`got CHROME_PATH=${wished}, expected the path of a Chrome or Chromium program`);
    return wished;
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...USUAL_PLACES];
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...USUAL_PLACES.slice(3, 5)];
  return [...candidates, chromium.executablePath()].find(isProgram) ?? null;
}

/**
 * The browser of this machine, installed first where there is none: Debian's chromium for root, Playwright's elsewhere.
 *
 * @returns {string}
 */
export function findOrInstallBrowser() {
  const present = findBrowser();
  if (present) return present;
  const isDebianRoot = process.getuid?.() === 0 && isProgram('/usr/bin/apt-get');
  const commands = isDebianRoot
    ? [
        ['apt-get', 'update'],
        ['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium'],
      ]
    : [[process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium']];
  for (const [program = '', ...args] of commands) {
    console.log(`No Chrome or Chromium here; running ${program} ${args.join(' ')}`);
    try {
      execFileSync(program, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    } catch {
      break;
    }
  }
  const installed = findBrowser();
  if (!installed) throw new Error('no Chrome or Chromium found and none could be installed: install one, or set CHROME_PATH');
  return installed;
}
