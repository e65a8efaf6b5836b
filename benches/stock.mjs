/** How many readings are taken: what is on its way between threads, or on its way to storage, comes and goes. */
const READINGS = 3;

/**
 * What a page holds: the memory of its scripts and workers in bytes, nodes, listeners, workers and canvases.
 *
 * Memory is what `performance.measureUserAgentSpecificMemory` says. Of each figure it is the least of some readings, each after
 * collecting garbage.
 */
export async function takeStock(page, protocol) {
  const readings = [];
  for (let reading = 0; reading < READINGS; reading++) readings.push(await readOnce(page, protocol));
  const least = (name) => Math.min(...readings.map((stock) => stock[name]));
  return Object.fromEntries(Object.keys(readings[0]).map((name) => [name, least(name)]));
}

async function readOnce(page, protocol) {
  const bytes = await page.evaluate(async () => (await performance.measureUserAgentSpecificMemory()).bytes);
  await protocol.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await protocol.send('Memory.getDOMCounters');
  return {
    bytes,
    nodes,
    listeners: jsEventListeners,
    workers: page.workers().length,
    canvases: await page.locator('canvas').count(),
  };
}

export function stockText({ bytes, nodes, listeners, workers }) {
  return `${(bytes / 1e6).toFixed(2)} MB, ${nodes} nodes, ${listeners} listeners, ${workers} workers`;
}

/** Has nothing grown that may not, and memory by no more than so many bytes? Prints what has. */
export function hasStayed(before, after, maxGrowthBytes) {
  const growth = after.bytes - before.bytes;
  console.log(
    `growth: ${growth} bytes (at most ${maxGrowthBytes}), ${after.nodes - before.nodes} nodes, ${after.workers - before.workers} workers`,
  );
  const isSame = ['nodes', 'listeners', 'workers', 'canvases'].every((name) => after[name] <= before[name]);
  return isSame && growth <= maxGrowthBytes;
}
