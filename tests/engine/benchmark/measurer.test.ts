import { afterEach, describe, expect, it, vi } from 'vitest';
import { pathName, type BenchmarkSettings } from '../../../src/domain/benchmark/report.ts';
import { clockStepMs, voidReason } from '../../../src/engine/benchmark/clock.ts';
import { differenceOf, digestOf } from '../../../src/engine/benchmark/digest.ts';
import type { MeasureAnswer, WorkerRequest } from '../../../src/engine/benchmark/protocol.ts';
import { testThreads } from '../engines.ts';
import { BINARIES, measured, NODE, only } from './place.ts';

const SMALL: BenchmarkSettings = {
  workloads: ['product', 'forward', 'training'],
  largestProduct: 4,
  largestBatch: 8,
  copies: true,
  pace: 'quick',
};
const ask = (settings: Partial<BenchmarkSettings> = {}): WorkerRequest[] => [
  { kind: 'binaries', binaries: BINARIES },
  { kind: 'measure', settings: { ...SMALL, ...settings } },
];

/** "wasm-simd×2 training 8" and what belongs to it. */
const linesOf = (answers: readonly MeasureAnswer[]) =>
  only(answers, 'starter').map(({ starter }, n) => ({
    name: `${pathName(starter.path)} ${starter.workload} ${starter.size}`,
    ...starter,
    samples: only(answers, 'sample').filter(({ line }) => line === n).length,
  }));
const absencesOf = (answers: readonly MeasureAnswer[]) =>
  only(answers, 'absent').map(({ absence }) => `${pathName(absence.path)} ${absence.workload}: ${absence.reason}`);

afterEach(() => vi.unstubAllGlobals());

it('every path does every task; the exact ones give the same bits, plain loops almost', async () => {
  const answers = await measured(ask());
  const lines = linesOf(answers);
  const tasks = ['product 1', 'product 2', 'product 4', 'forward 1', 'training 1', 'training 8'];
  const paths = ['javascript', 'javascript-textbook', 'wasm-scalar', 'wasm-simd'];
  expect(lines.map(({ name }) => name)).toEqual(tasks.flatMap((task) => paths.map((path) => `${path} ${task}`)));
  for (const { samples, runs } of lines) {
    expect(samples).toBe(5);
    expect(runs).toBeGreaterThan(0);
  }
  for (const { workload, size, path, checksum, difference } of lines) {
    const reference = lines.find((line) => line.workload === workload && line.size === size)!;
    if (path.kind !== 'javascript-textbook') expect(checksum).toBe(reference.checksum);
    // Plain loops round to float32 once where the engine does twice: a few units of 2⁻²⁴ of the largest number.
    expect(difference).toBeLessThan(path.kind === 'javascript-textbook' ? 1e-5 : 1e-30);
  }
  expect(new Set(lines.map(({ checksum }) => checksum)).size).toBeGreaterThan(tasks.length);
  const shares = only(answers, 'progress').map(({ progress }) => progress.share);
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
  expect(answers.at(-1)).toEqual({ kind: 'done' });
});

it('the same work has the same checksums with copying and without', async () => {
  const checksums = async (copies: boolean) =>
    linesOf(await measured(ask({ workloads: ['product'], copies }))).map(({ checksum }) => checksum);
  expect(await checksums(false)).toEqual(await checksums(true));
});

describe('what cannot run says why, and the rest goes on', () => {
  it('one core, no relaxed SIMD (Node 20 refuses it)', async () => {
    expect(absencesOf(await measured(ask({ workloads: ['training'] })))).toEqual([
      'wasm-simd×2 training: one-core',
      'wasm-relaxed-simd training: no-relaxed-simd',
    ]);
  });

  it('a binary that did not come', async () => {
    const binaries = { ...BINARIES, 'wasm-simd': 'got HTTP status 404' };
    const answers = await measured([{ kind: 'binaries', binaries }, ...ask({ workloads: ['forward'] }).slice(1)]);
    expect(only(answers, 'absent').map(({ absence }) => absence)).toContainEqual({
      workload: 'forward',
      path: { kind: 'wasm-simd', threads: 1 },
      reason: 'not-loaded',
      detail: 'got HTTP status 404',
    });
    expect(linesOf(answers).map(({ name }) => name)).toEqual([
      'javascript forward 1',
      'javascript-textbook forward 1',
      'wasm-scalar forward 1',
    ]);
  });

  it('a binary that this machine does not understand', async () => {
    const binaries = { ...BINARIES, 'wasm-simd': new Uint8Array([0, 97, 115, 109, 9, 0, 0, 0]).buffer };
    const answers = await measured([{ kind: 'binaries', binaries }, ...ask({ workloads: ['forward'] }).slice(1)]);
    expect(absencesOf(answers)).toContain('wasm-simd forward: no-simd');
    expect(linesOf(answers)).toHaveLength(3);
  });

  it('no WebAssembly at all', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    const answers = await measured(ask({ workloads: ['product'] }), { cores: 2 });
    expect(absencesOf(answers)).toEqual([
      'wasm-scalar product: no-webassembly',
      'wasm-simd product: no-webassembly',
      'wasm-relaxed-simd product: no-webassembly',
      'wasm-simd×2 product: no-webassembly',
    ]);
    expect(linesOf(answers)).toHaveLength(6);
    expect(answers.at(-1)).toEqual({ kind: 'done' });
  });

  it('threads that do not start', async () => {
    const answers = await measured(ask({ workloads: ['training'], largestBatch: 1 }), { cores: 2 });
    expect(only(answers, 'absent').map(({ absence }) => absence)).toContainEqual({
      workload: 'training',
      path: { kind: 'wasm-simd', threads: 2 },
      reason: 'no-threads',
      detail: 'the program has no way to start threads',
    });
  });
});

it('two threads give the bits of one; one product or one image they do not share', async () => {
  const answers = await measured(ask(), { cores: 2, threads: testThreads });
  const lines = linesOf(answers).filter(({ workload, size }) => workload === 'training' && size === 8);
  expect(lines.map(({ path }) => pathName(path))).toContain('wasm-simd×2');
  const exact = lines.filter(({ path }) => path.kind !== 'javascript-textbook');
  expect(new Set(exact.map(({ checksum }) => checksum)).size).toBe(1);
  expect(absencesOf(answers)).toEqual(
    expect.arrayContaining(['wasm-simd×2 product: not-shared', 'wasm-simd×2 forward: not-shared']),
  );
});

describe('samples that do not count', () => {
  const one = ask({ workloads: ['product'], largestProduct: 1 });

  it('a page out of sight: nothing is measured meanwhile, and the sample during which it left is taken again', async () => {
    let isHidden = false;
    const answers: MeasureAnswer[] = await measured(one, {}, (measurer, said) => {
      const samples = said.filter(({ kind }) => kind === 'sample').length;
      // In the pause between a sample and its verdict: it was under way a moment ago.
      if (isHidden || samples < 3 || said.at(-1)?.kind !== 'progress') return;
      isHidden = true;
      measurer.hear({ kind: 'sight', isHidden: true, atMs: NODE.clock.steadyMs() - 1 });
    });
    expect(isHidden).toBe(true);
    expect(only(answers, 'done')).toEqual([]);
    expect(only(answers, 'sample')).toHaveLength(3);
  });

  it('and it goes on when the page is seen again', async () => {
    let hidden = 0;
    const answers = await measured(one, {}, (measurer, said) => {
      if (hidden >= 2 || only(said, 'sample').length < 3 || said.at(-1)?.kind !== 'progress') return;
      hidden++;
      const atMs = NODE.clock.steadyMs() - 1;
      measurer.hear({ kind: 'sight', isHidden: true, atMs });
      measurer.hear({ kind: 'sight', isHidden: false, atMs: atMs + 0.5 });
    });
    expect(only(answers, 'void').map(({ why }) => why)).toEqual(['hidden', 'hidden']);
    expect(only(answers, 'sample')).toHaveLength(4 * 5);
    expect(answers.at(-1)).toEqual({ kind: 'done' });
  });

  it('a wall clock that jumps during a sample; who never gets a sound one is given up, and says so', async () => {
    let jumps = 0;
    const clock = { steadyMs: NODE.clock.steadyMs, wallMs: () => Date.now() + 1000 * jumps++ };
    const answers = await measured(one, { clock });
    expect(only(answers, 'sample')).toEqual([]);
    expect(new Set(only(answers, 'void').map(({ why }) => why))).toEqual(new Set(['clock']));
    expect(only(answers, 'broken').map(({ line }) => line)).toEqual([0, 1, 2, 3]);
    expect(only(answers, 'broken')[0]!.message).toMatch(/^got 20 samples in a row that did not count/);
    expect(answers.at(-1)).toEqual({ kind: 'done' });
  });

  it('are told from those that do', () => {
    const at = (steadyMs: number, wallMs = steadyMs) => ({ steadyMs, wallMs });
    expect(voidReason(at(100), at(140), [])).toBeNull();
    expect(voidReason(at(100), at(140), [{ fromMs: 50, toMs: 99 }])).toBeNull();
    expect(voidReason(at(100), at(140), [{ fromMs: 141, toMs: Infinity }])).toBeNull();
    expect(voidReason(at(100), at(140), [{ fromMs: 130, toMs: Infinity }])).toBe('hidden');
    expect(voidReason(at(100), at(140), [{ fromMs: 50, toMs: 100 }])).toBe('hidden');
    expect(voidReason(at(100), at(140, 145), [])).toBeNull();
    expect(voidReason(at(100), at(140, 3_600_000), [])).toBe('clock');
    expect(voidReason(at(100), at(100), [])).toBe('clock');
  });
});

it('the step of a clock is the smallest that is seen', () => {
  let calls = 0;
  // It stands still for three looks, then moves by a tenth of a millisecond, now and then by two.
  const nowMs = () => {
    calls++;
    return (Math.floor(calls / 3) + Math.floor(calls / 30)) / 10;
  };
  expect(clockStepMs(nowMs)).toBeCloseTo(0.1, 9);
});

it('checksums tell bits apart, and differences say by how much', () => {
  const values = Float32Array.of(1, -2, 0.5);
  expect(digestOf(values)).toMatch(/^[0-9a-f]{8}$/);
  expect(digestOf(values)).toBe(digestOf(values.slice()));
  expect(digestOf(Float32Array.of(1, -2, 0.5 + 2 ** -24))).not.toBe(digestOf(values));
  expect(digestOf(Float32Array.of(-2, 1, 0.5))).not.toBe(digestOf(values));
  expect(differenceOf(Float32Array.of(1, -2.5, 0.5), values)).toBe(0.25);
  expect(differenceOf(values, values)).toBe(0);
  expect(differenceOf(Float32Array.of(NaN, -2, 0.5), values)).toBe(Infinity);
});
