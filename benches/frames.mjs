/**
 * What drawing costs: the main thread's work per frame while somebody draws with pad, network and predictions on the screen.
 *
 * From Chromium's own trace: all tasks of the page's main thread from the beginning of a frame to that of the next, in processor
 * time of that thread (a busy machine does not change it), once as this machine is and once slowed down four times through the
 * DevTools protocol, whose brake counts as work. Run by `npm run bench:frames` against the production
 * build in dist/. Exits with 1 where a limit is not kept.
 */
import { availableParallelism, cpus } from 'node:os';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from '../tests/house/browser.mjs';

const LIMITS = [
  { slowdown: 1, maxFrameMs: 8 },
  { slowdown: 4, maxFrameMs: 16 },
];
const MAX_TASK_MS = 50;
const SECONDS = 6;
/** Between two moves of the pen. */
const MOVE_MS = 16;
/** A digit as it is drawn, in shares of the pad; its pieces are passed in equal times. */
const SEVEN = [
  [0.28, 0.22],
  [0.72, 0.22],
  [0.58, 0.5],
  [0.46, 0.82],
];
const MOVES_A_DIGIT = 60;
const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

const server = await preview({ preview: { port: 0, strictPort: false }, logLevel: 'silent' });
const url = `http://localhost:${server.httpServer.address().port}/`;
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
  ],
});

try {
  console.log(`${cpus()[0].model}, ${availableParallelism()} cores, Chromium ${browser.version()}`);
  let isKept = true;
  for (const limit of LIMITS) isKept = (await measure(limit)) && isKept;
  process.exitCode = isKept ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}

async function measure({ slowdown, maxFrameMs }) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor();
  await page.locator('.network-canvas').waitFor();
  await page.locator('.katex').first().waitFor();
  const box = await page.getByLabel('Draw a digit', { exact: true }).boundingBox();
  const clear = await page.getByRole('button', { name: 'Clear', exact: true }).boundingBox();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  // Loading is over when nothing has happened for a while.
  await page.waitForTimeout(2000);
  await browser.startTracing(page, { categories: CATEGORIES });
  await draw(page, protocol, box, clear);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await context.close();
  return report(traceEvents, slowdown, maxFrameMs);
}

async function draw(page, protocol, box, clear) {
  const place = (share) => {
    const at = share * (SEVEN.length - 1);
    const piece = Math.min(SEVEN.length - 2, Math.floor(at));
    const [from, to] = [SEVEN[piece], SEVEN[piece + 1]];
    const along = at - piece;
    const mix = (axis) => from[axis] + (to[axis] - from[axis]) * along;
    return { x: box.x + box.width * mix(0), y: box.y + box.height * mix(1) };
  };
  const pen = (type, share, buttons) =>
    protocol.send('Input.dispatchMouseEvent', { type, ...place(share), button: 'left', buttons, clickCount: 1 });
  const end = Date.now() + SECONDS * 1000;
  while (Date.now() < end) {
    await pen('mousePressed', 0, 1);
    for (let move = 1; move <= MOVES_A_DIGIT; move++) {
      const next = Date.now() + MOVE_MS;
      await pen('mouseMoved', move / MOVES_A_DIGIT, 1);
      await page.waitForTimeout(Math.max(0, next - Date.now()));
    }
    await pen('mouseReleased', 1, 0);
    // Time for the wave, and a clean pad.
    await page.waitForTimeout(500);
    // Not the test library's click: it searches the page for the button, and that work would be counted.
    const button = { x: clear.x + clear.width / 2, y: clear.y + clear.height / 2 };
    for (const [type, buttons] of [
      ['mousePressed', 1],
      ['mouseReleased', 0],
    ]) {
      await protocol.send('Input.dispatchMouseEvent', { type, ...button, button: 'left', buttons, clickCount: 1 });
    }
  }
}

function report(events, slowdown, maxFrameMs) {
  const begins = events.filter(({ name, ph }) => name === 'AnimationFrame' && ph === 'b');
  const page = events.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }) => pid === page.pid && tid === page.tid;
  const starts = begins.filter(isMain).map(({ ts }) => ts);
  starts.sort((one, other) => one - other);
  const tasks = events.filter((event) => event.ph === 'X' && event.name === 'RunTask' && isMain(event));
  const longest = Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
  const longestWall = Math.max(...tasks.map(({ dur }) => dur)) / 1000;
  const work = starts.slice(0, -1).map((start, index) => {
    const end = starts[index + 1];
    return tasks.reduce((sum, { ts, tdur }) => (ts >= start && ts < end ? sum + tdur : sum), 0) / 1000;
  });
  work.sort((one, other) => one - other);
  const at = (share) => work[Math.min(work.length - 1, Math.floor(work.length * share))];
  const isFast = at(0.95) <= maxFrameMs;
  const isSmooth = longest <= MAX_TASK_MS;
  console.log(`\nprocessor slowed down ${slowdown}×: ${work.length} frames`);
  console.log(
    `  work per frame: median ${at(0.5).toFixed(2)} ms, 95th percentile ${at(0.95).toFixed(2)} ms (at most ${maxFrameMs})`,
  );
  console.log(`  longest task: ${longest.toFixed(1)} ms (at most ${MAX_TASK_MS}), by the clock ${longestWall.toFixed(1)} ms`);
  return isFast && isSmooth;
}
