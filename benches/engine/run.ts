import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { flag, helpText, parseOptions, text, wholeNumbers } from '../../src/cli/options.ts';
import { runProgram } from '../../src/cli/program.ts';
import { findOrInstallBrowser } from '../../tests/house/browser.mjs';
import type { Message, Report, RunSettings } from './results.ts';
import { servePage } from './serve.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

const OPTIONS = {
  json: text('FILE', 'write all figures to this file'),
  quick: flag('fewer samples, shorter ones, three batch sizes: less than a minute'),
  workloads: list('measure only these: train, train-adam, train-dense, predict, matmul'),
  engines: list('measure only these contenders'),
  'batch-sizes': wholeNumbers('train with these batch sizes', 1, 4096),
  help: flag('show this help'),
};

const USAGE = `npm run bench [-- options]

Measures the engine and its peers in headless Chromium. DIGITS_DATA names the folder that holds mnist/; without it the
benchmark trains on procedural digits.`;

function list(help: string) {
  return { placeholder: 'A,B,…', help, parse: (given: string) => given.split(',') };
}

await runProgram('bench', async (args) => {
  const options = parseOptions(OPTIONS, args);
  if (options.help) {
    process.stdout.write(helpText(USAGE, OPTIONS));
    return 0;
  }
  const start = performance.now();
  const mnist = process.env.DIGITS_DATA ? join(process.env.DIGITS_DATA, 'mnist') : null;
  const { report, browser } = await runInBrowser(
    {
      quick: options.quick ?? false,
      hasMnist: mnist !== null,
      engines: options.engines ?? [],
      workloads: options.workloads ?? [],
      batchSizes: options['batch-sizes'] ?? [],
    },
    mnist,
  );
  const seconds = (performance.now() - start) / 1000;
  for (const { workload, batchSize, engine, imagesPerSecond, spread } of report.results)
    console.log(
      `${workload.padEnd(12)} ${String(batchSize).padStart(6)} ${engine.padEnd(20)} ${imagesPerSecond.toFixed(0).padStart(8)} ±${(100 * spread).toFixed(1)} %`,
    );
  console.log(
    report.peakFusedGflops,
    report.peakMulAddGflops,
    JSON.stringify(report.peaks),
    browser,
    seconds,
    `${cpus()[0]?.model}, ${availableParallelism()} cores`,
  );
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  return 0;
});

/** Builds the page, opens it, and waits for what its worker reports. */
async function runInBrowser(settings: RunSettings, mnist: string | null): Promise<{ report: Report; browser: string }> {
  const server = await servePage(ROOT, mnist);
  const browser = await chromium.launch({
    executablePath: findOrInstallBrowser(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(message.text()));
    const report = await new Promise<Report>((done, fail) => {
      const receive = (message: Message) => {
        if (message.type === 'progress') process.stderr.write(`${message.text}\n`);
        else if (message.type === 'done') done(message.report);
        else fail(new Error(message.message));
      };
      page.on('pageerror', fail);
      page.on('crash', () => fail(new Error('the page crashed')));
      page
        .exposeFunction('report', receive)
        .then(() => page.goto(server.url))
        .then(() => page.waitForFunction(() => 'startBench' in globalThis))
        .then(() => page.evaluate((chosen) => startBench(chosen), settings))
        .catch(fail);
    });
    return { report, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
    await server.close();
  }
}
