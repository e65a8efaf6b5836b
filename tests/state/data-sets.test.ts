import 'fake-indexeddb/auto';
import { gzipSync } from 'node:zlib';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SimulatorError } from '../../src/domain/errors.ts';
import { preprocess } from '../../src/domain/preprocess.ts';
import { sampleDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { denseImage, imageCount } from '../../src/domain/sparse-images.ts';
import { makeData } from '../../src/engine/laboratory-data.ts';
import type { MnistPart } from '../../src/formats/mnist.ts';
import type { FetchMnist, HeldFile } from '../../src/state/mnist.ts';
import { knownFile, mnistLike } from '../formats/mnist-like.ts';

const { files, known } = mnistLike(60, 20);
const PARTS = Object.keys(files) as MnistPart[];
const nameOf = (part: MnistPart) => known.find((file) => file.part === part)!.name;
const packed = (part: MnistPart): HeldFile => ({ name: `${nameOf(part)}.gz`, blob: new Blob([gzipSync(files[part])]) });
const plain = (part: MnistPart): HeldFile => ({ name: nameOf(part), blob: new Blob([files[part]]) });
const never = new AbortController().signal;

/** A site and a mirror that have some files, and remember what they were asked for. */
class Net {
  readonly asked: string[] = [];
  isOffline = false;
  /** Resolves what is asked for while it is set. */
  gate: Promise<void> | null = null;
  readonly has: { site: HeldFile[]; mirror: HeldFile[] };

  constructor(has: Partial<Net['has']> = {}) {
    this.has = { site: [], mirror: [], ...has };
  }

  readonly fetch: FetchMnist = async (from, name, { signal, progress }) => {
    this.asked.push(`${from} ${name}`);
    await this.gate;
    signal.throwIfAborted();
    const file = this.has[from].find((candidate) => candidate.name === name);
    if (this.isOffline || !file) throw new SimulatorError('missing', `${name} did not come`);
    progress(0.5);
    return file.blob;
  };
}

/** The state of a page that has just been opened; the browser's database is that of the tab before. */
async function openPage(net = new Net()) {
  vi.resetModules();
  const { createMnist } = await import('../../src/state/mnist.ts');
  const { createOwnDigits } = await import('../../src/state/own-digits.ts');
  const { createDataSets } = await import('../../src/state/data-sets.ts');
  return createDataSets(
    createMnist(net.fetch, () => net.isOffline, known),
    createOwnDigits(),
  );
}

type Page = Awaited<ReturnType<typeof openPage>>;

async function orderedNames(page: Page): Promise<string[]> {
  const order = await page.order(never);
  return order.kind === 'mnist' ? order.files.map(({ name }) => name).sort() : [];
}

let remembered: Map<string, string>;

beforeEach(() => {
  remembered = new Map();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => remembered.get(key) ?? null,
    setItem: (key: string, text: string) => remembered.set(key, text),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('procedural digits', () => {
  it('are what there is at first, and are remembered as they were chosen', async () => {
    const page = await openPage();
    expect(await page.order(never)).toEqual({
      kind: 'procedural',
      count: 20_000,
      validationCount: 2000,
      seed: 1,
      hand: 'everyday',
    });
    const before = page.choice.value;
    expect(page.choice.value).toBe(before);
    page.setProcedural({ count: 1e9, seed: -5 });
    page.setProcedural({ hand: 'neat' });
    expect(page.choice.value).not.toBe(before);
    const again = await openPage();
    expect(again.procedural.value).toEqual({ count: 100_000, seed: 0, hand: 'neat' });
  });

  it('come as at first where what was remembered makes no sense', async () => {
    for (const text of ['{', '7', 'null', '{"source":"poems","count":"many","seed":1e999,"hand":"left"}']) {
      remembered.set('data', text);
      const page = await openPage();
      expect(page.source.value).toBe('procedural');
      expect(page.procedural.value).toEqual({ count: 20_000, seed: 1, hand: 'everyday' });
    }
  });
});

describe('MNIST', () => {
  it('comes from the site, is kept once it has proved to be it, and is not asked for again', async () => {
    const net = new Net({ site: PARTS.map(packed) });
    const page = await openPage(net);
    page.setSource('mnist');
    const choice = page.choice.value;
    expect(await orderedNames(page)).toEqual(PARTS.map((part) => `${nameOf(part)}.gz`).sort());
    // What was wanted has come: that is no other wish.
    expect(page.choice.value).toBe(choice);
    page.made();
    await vi.waitFor(async () => expect((await keptNames()).length).toBe(4));
    const later = new Net();
    const again = await openPage(later);
    expect(again.source.value).toBe('mnist');
    again.open();
    expect((await orderedNames(again)).length).toBe(4);
    expect(later.asked).toEqual([]);
    expect(again.mnist.status.value).toMatchObject({ kind: 'here', from: 'kept' });
  });

  it('is ordered anew as often as somebody wants, each time in other memory', async () => {
    const page = await openPage(new Net({ site: PARTS.map(packed) }));
    page.setSource('mnist');
    const first = await page.order(never);
    if (first.kind !== 'mnist') throw new Error('expected files');
    structuredClone(first, { transfer: first.files.map(({ bytes }) => bytes) });
    const steps = makeData(await page.order(never), known);
    let step = await steps.next();
    while (!step.done) step = await steps.next();
    expect(step.value.images.labels).toHaveLength(80);
  });

  it('does without test files where a site has none, and asks nobody else by itself', async () => {
    const net = new Net({ site: PARTS.slice(0, 2).map(packed) });
    const page = await openPage(net);
    page.setSource('mnist');
    expect(await orderedNames(page)).toEqual(['training-images.gz', 'training-labels.gz']);
    expect(net.asked.every((asked) => asked.startsWith('site '))).toBe(true);
  });

  it('is absent where the site has none, or gives its own page instead', async () => {
    const page404 = new Blob(['<!doctype html><title>Not found</title>']);
    for (const site of [[], PARTS.map((part) => ({ name: `${nameOf(part)}.gz`, blob: page404 }))]) {
      const net = new Net({ site });
      const page = await openPage(net);
      page.setSource('mnist');
      await expect(page.order(never)).rejects.toMatchObject({ code: 'missing' });
      expect(page.mnist.status.value).toEqual({ kind: 'absent' });
      expect(net.asked).toEqual(['site training-labels.gz']);
    }
  });

  it('comes from the mirror when somebody asks for that, also at the second attempt', async () => {
    const net = new Net({ mirror: PARTS.map(packed) });
    net.isOffline = true;
    const page = await openPage(net);
    await page.mnist.download();
    expect(page.mnist.status.value).toMatchObject({ kind: 'failed', from: 'mirror', isOffline: true });
    net.isOffline = false;
    await page.mnist.retry();
    expect(page.mnist.status.value).toMatchObject({ kind: 'here', from: 'mirror' });
    expect(net.asked.every((asked) => asked.startsWith('mirror '))).toBe(true);
  });

  it('can be cancelled on its way, and started again', async () => {
    const net = new Net({ mirror: PARTS.map(packed) });
    let open = () => {};
    net.gate = new Promise((done) => (open = done));
    const page = await openPage(net);
    page.setSource('mnist');
    const download = page.mnist.download();
    expect(page.mnist.status.value).toMatchObject({ kind: 'loading', from: 'mirror' });
    const cancelled = new AbortController();
    const order = page.order(cancelled.signal);
    cancelled.abort();
    expect(page.mnist.status.value).toEqual({ kind: 'unasked' });
    open();
    await expect(order).rejects.toThrow();
    await download;
    expect(page.mnist.status.value).toEqual({ kind: 'unasked' });
    await page.mnist.download();
    expect(page.mnist.status.value.kind).toBe('here');
  });

  it('is taken from files, a few at a time and by any name', async () => {
    const page = await openPage();
    page.setSource('mnist');
    await page.mnist.take([{ name: 'a', blob: plain('training images').blob }]);
    expect(page.mnist.status.value).toEqual({ kind: 'incomplete', missing: ['training labels'] });
    await page.mnist.take([packed('training labels'), packed('test labels')]);
    expect(page.mnist.status.value).toEqual({ kind: 'incomplete', missing: ['test images'] });
    expect(page.isAvailable.value).toBe(false);
    await page.mnist.take([{ name: 'b', blob: packed('test images').blob }]);
    expect(page.isAvailable.value).toBe(true);
    expect(await orderedNames(page)).toEqual(['a', 'b', 'test-labels.gz', 'training-labels.gz']);
  });

  it('refuses files that cannot be it before they are read', async () => {
    const page = await openPage();
    const cases: [HeldFile[], RegExp][] = [
      [[{ name: 'poem.txt', blob: new Blob(['Tyger, tyger']) }], /^poem\.txt: got 12 bytes unpacked, expected a file of MNIST/],
      [[{ name: 'empty', blob: new Blob([]) }], /^empty: got 0 bytes/],
      [[{ name: 'gz', blob: new Blob([Uint8Array.of(0x1f, 0x8b, 1)]) }], /^gz: got/],
      [[{ name: 'film', blob: new Blob([new Uint8Array(200_000)]) }], /^film: got 200000 bytes, expected at most/],
      [PARTS.flatMap((part) => [plain(part), packed(part)]), /got 8 files/],
    ];
    for (const [chosen, message] of cases) {
      await page.mnist.take(chosen);
      expect(page.mnist.status.value).toMatchObject({ kind: 'failed', from: 'files', message: expect.stringMatching(message) });
    }
  });

  it('that turns out to be something else is gone, also from the store', async () => {
    const page = await openPage(new Net({ site: PARTS.map(packed) }));
    page.setSource('mnist');
    await page.order(never);
    page.made();
    await vi.waitFor(async () => expect((await keptNames()).length).toBe(4));
    const net = new Net({ site: PARTS.map(packed) });
    const again = await openPage(net);
    await again.order(never);
    again.refused('training-images.gz: got SHA-256 …');
    expect(again.mnist.status.value).toMatchObject({ kind: 'failed', from: 'kept' });
    await vi.waitFor(async () => expect(await keptNames()).toEqual([]));
    await again.mnist.retry();
    expect(again.mnist.status.value).toMatchObject({ kind: 'here', from: 'site' });
  });

  it('works where nothing can be kept, and says why', async () => {
    const page = await openPage();
    page.setSource('mnist');
    await page.mnist.take(PARTS.map(packed));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await page.order(never);
    page.made();
    await vi.waitFor(() => expect(page.mnist.storageProblem.value).toMatch(/is full/));
    expect(page.mnist.status.value.kind).toBe('here');
    expect((await orderedNames(page)).length).toBe(4);
  });

  it('is another choice when other files come', async () => {
    const page = await openPage(new Net({ site: PARTS.slice(0, 2).map(packed) }));
    page.setSource('mnist');
    await page.order(never);
    const before = page.choice.value;
    await page.mnist.take(PARTS.map(packed));
    expect(page.choice.value).not.toBe(before);
  });
});

describe('own digits', () => {
  it('become images as the network sees them', async () => {
    const page = await openPage();
    page.setSource('own');
    await expect(page.order(never)).rejects.toThrow(/no digits of your own/);
    const random = new Random(2);
    for (let n = 0; n < 40; n++) page.own.add(sampleDigit(n % 10, random), n % 10);
    const order = await page.order(never);
    if (order.kind !== 'own') throw new Error('expected own digits');
    expect(order.validationCount).toBe(6);
    expect(imageCount(order.images)).toBe(40);
    expect([...order.images.labels.subarray(0, 3)]).toEqual([0, 1, 2]);
    // float arithmetic in two orders may differ by one grey.
    const expected = preprocess(page.own.digits.value[7]!.drawing).pixels;
    denseImage(order.images, 7).forEach((value, pixel) => expect(Math.abs(value - expected[pixel]!)).toBeLessThanOrEqual(1));
  });
});

async function keptNames(): Promise<IDBValidKey[]> {
  const { inDatabase } = await import('../../src/state/database.ts');
  return inDatabase((database) => database.getAllKeys('mnist'));
}

it('knows each file by its size alone', () => {
  // Two of one size could not be told apart before they are unpacked.
  expect(new Set(known.map(({ bytes }) => bytes)).size).toBe(4);
  expect(knownFile('test labels', files['test labels'])).toEqual(known[3]);
});
