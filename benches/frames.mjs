/**
 * What it costs to use the page: the main thread's work per frame while somebody draws, or slides a number of the neuron.
 *
 * From Chromium's own trace: all tasks of the page's main thread from the beginning of a frame to that of the next, in processor
 * time of that thread (a busy machine does not change it), once as this machine is and once slowed down four times through the
 * DevTools protocol, whose brake counts as work. Run by `npm run bench:frames` against the production build in dist/; words after
 * `--` choose the scenarios whose names contain one of them. Exits with 1 where a limit is not kept.
 */
import { described, traceFrames } from './frame-work.mjs';
import { measureServedPage, openReady } from './served-page.mjs';

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

/**
 * What people do: `find` is the place in a section where they do it, and `use` does it there until `end`, in the units of
 * Date.now(), with a pen that takes places in shares of that place.
 */
const SCENARIOS = [
  {
    name: 'drawing',
    section: 'draw',
    find: (section) => section.getByLabel('Draw a digit', { exact: true }),
    async use(page, pen, end) {
      const clear = await page.getByRole('button', { name: 'Clear', exact: true }).boundingBox();
      while (Date.now() < end) {
        await pen.down(...along(SEVEN, 0));
        for (let move = 1; move <= MOVES_A_DIGIT; move++) await pen.move(...along(SEVEN, move / MOVES_A_DIGIT));
        await pen.up();
        // Time for the wave, and a clean pad.
        await page.waitForTimeout(500);
        // Not the test library's click: it searches the page for the button, and that work would be counted.
        await pen.click(clear.x + clear.width / 2, clear.y + clear.height / 2);
      }
    },
  },
  {
    name: 'neuron: sliding w₁',
    section: 'neuron',
    find: (section) => section.getByRole('slider', { name: 'Weight w₁', exact: true }),
    use: (_page, pen, end) => pen.wave(end, (share) => [0.5 + 0.4 * share, 0.5]),
  },
  {
    name: 'neuron: dragging the line',
    section: 'neuron',
    find: (section) => section.locator('.plane canvas'),
    // From the handle on the line at the start, there and back.
    use: (_page, pen, end) => pen.wave(end, (share) => [0.48 + 0.1 * share, 0.14 + 0.05 * share]),
  },
  // A pen elsewhere, with a section in sight that follows the drawing.
  ...['neuron', 'explorer', 'mathematics', 'backpropagation', 'training', 'benchmark'].map((section) => ({
    name: `drawing, ${section} in sight`,
    section,
    find: (place) => place.locator('h2').first(),
    use: (page, _pen, end) => page.evaluate(drawFromAfar, { end, moveMs: MOVE_MS, seven: SEVEN, moves: MOVES_A_DIGIT }),
  })),
];

/** In the page: draws on a pad that is out of sight, as the pen does that can be seen. */
async function drawFromAfar({ end, moveMs, seven, moves }) {
  const pad = document.querySelector('canvas.pad');
  const clear = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Clear');
  pad.setPointerCapture = () => undefined;
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  const pen = (type, share) => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    const at = share * (seven.length - 1);
    const piece = Math.min(seven.length - 2, Math.floor(at));
    const [x, y] = [0, 1].map((axis) => seven[piece][axis] + (seven[piece + 1][axis] - seven[piece][axis]) * (at - piece));
    const place = { clientX: left + x * width, clientY: top + y * height };
    pad.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', buttons: 1, bubbles: true, ...place }));
  };
  while (Date.now() < end) {
    pen('pointerdown', 0);
    for (let move = 1; move <= moves; move++) {
      await rest(moveMs);
      pen('pointermove', move / moves);
    }
    pen('pointerup', 1);
    await rest(500);
    clear.click();
  }
}

/** The place a share of the way along a line through points. */
function along(points, share) {
  const at = share * (points.length - 1);
  const piece = Math.min(points.length - 2, Math.floor(at));
  const [from, to] = [points[piece], points[piece + 1]];
  return [0, 1].map((axis) => from[axis] + (to[axis] - from[axis]) * (at - piece));
}

await measureServedPage(async (served) => {
  const chosen = process.argv.slice(2);
  let isKept = true;
  for (const scenario of SCENARIOS) {
    if (chosen.length > 0 && !chosen.some((word) => scenario.name.includes(word))) continue;
    for (const limit of LIMITS) isKept = (await measure(served, scenario, limit)) && isKept;
  }
  return isKept;
});

async function measure({ url, browser }, scenario, { slowdown, maxFrameMs }) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await openReady(page, url);
  await page.locator('.network-canvas').waitFor();
  await page.locator('.katex').first().waitFor();
  const section = page.locator(`[data-section=${scenario.section}]`);
  const place = scenario.find(section);
  // It loads when it comes near the screen, and may then move.
  await section.evaluate((element) => element.scrollIntoView());
  await place.waitFor();
  await section.evaluate((element) => element.scrollIntoView());
  const protocol = await context.newCDPSession(page);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  // Loading is over when nothing has happened for a while.
  await page.waitForTimeout(4000);
  const box = await place.boundingBox();
  const frames = await traceFrames(browser, page, () =>
    scenario.use(page, penOver(page, protocol, box), Date.now() + SECONDS * 1000),
  );
  await context.close();
  return report(frames, scenario.name, slowdown, maxFrameMs);
}

/** A mouse over a place; it moves at most every `MOVE_MS`. */
function penOver(page, protocol, box) {
  let next = 0;
  const mouse = (type, x, y, buttons) =>
    protocol.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons, clickCount: 1 });
  const send = (type, [x, y], buttons) => mouse(type, box.x + box.width * x, box.y + box.height * y, buttons);
  let last = [0, 0];
  const pen = {
    async down(x, y) {
      last = [x, y];
      await send('mousePressed', last, 1);
    },
    async move(x, y) {
      await page.waitForTimeout(Math.max(0, next - Date.now()));
      next = Date.now() + MOVE_MS;
      last = [x, y];
      await send('mouseMoved', last, 1);
    },
    up: () => send('mouseReleased', last, 0),
    /** A click anywhere, in CSS pixels of the window. */
    async click(x, y) {
      await mouse('mousePressed', x, y, 1);
      await mouse('mouseReleased', x, y, 0);
    },
    /** Goes to and fro until `end`; `placeOf` takes −1 to 1. */
    async wave(end, placeOf) {
      await pen.down(...placeOf(0));
      for (let move = 1; Date.now() < end; move++) await pen.move(...placeOf(Math.sin(move / 40)));
      await pen.up();
    },
  };
  return pen;
}

function report(frames, name, slowdown, maxFrameMs) {
  console.log(`\n${name}, processor slowed down ${slowdown}×: ${frames.count} frames`);
  console.log(`  ${described(frames)} (at most ${maxFrameMs} and ${MAX_TASK_MS})`);
  return frames.p95Ms <= maxFrameMs && frames.longestMs <= MAX_TASK_MS;
}
