const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** A sixtieth of a second in the trace's unit. */
const SCREEN_FRAME_US = 1e6 / 60;

/**
 * The main thread's work per frame while `use` runs: all tasks from the beginning of a frame to that of the next.
 *
 * From Chromium's own trace, in processor time of that thread, so that a busy machine does not change it.
 */
export async function traceFrames(browser, page, use) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await use();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return frameWork(traceEvents);
}

/** The measured frames in words. */
export function described({ medianMs, p95Ms, longestMs, longestWallMs }) {
  return (
    `work per frame: median ${medianMs.toFixed(2)} ms, 95th percentile ${p95Ms.toFixed(2)} ms; ` +
    `longest task ${longestMs.toFixed(1)} ms, by the clock ${longestWallMs.toFixed(1)} ms`
  );
}

function frameWork(events) {
  const main = events.find((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }) => pid === main.pid && tid === main.tid;
  const begins = events.filter((event) => event.name === 'AnimationFrame' && event.ph === 'b' && isMain(event));
  const starts = begins.map(({ ts }) => ts).sort((one, other) => one - other);
  const tasks = events.filter((event) => event.ph === 'X' && event.name === 'RunTask' && isMain(event));
  const between = (from, to) => tasks.reduce((sum, { ts, tdur }) => (ts >= from && ts < to ? sum + tdur : sum), 0);
  const work = starts.slice(0, -1).flatMap((start, index) => {
    const length = starts[index + 1] - start;
    const whole = between(start, starts[index + 1]);
    // Where a page that could draw has nothing to draw, there are no frames of its own: then the screen's count.
    const pieces = whole < length / 2 ? Math.max(1, Math.round(length / SCREEN_FRAME_US)) : 1;
    const each = length / pieces;
    return Array.from({ length: pieces }, (_, n) => between(start + n * each, start + (n + 1) * each) / 1000);
  });
  work.sort((one, other) => one - other);
  const at = (share) => work[Math.min(work.length - 1, Math.floor(work.length * share))] ?? 0;
  return {
    count: work.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    longestMs: Math.max(...tasks.map(({ tdur }) => tdur)) / 1000,
    longestWallMs: Math.max(...tasks.map(({ dur }) => dur)) / 1000,
  };
}
