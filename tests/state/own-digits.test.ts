import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { keptDrawing } from '../../src/formats/own-digits.ts';

const random = new Random(4);
const drawn = (label: number) => sampleDigit(label, random);

/** The state of a page that has just been opened; the browser's database is that of the tab before. */
async function openPage() {
  vi.resetModules();
  const { createOwnDigits } = await import('../../src/state/own-digits.ts');
  const own = createOwnDigits();
  await own.load();
  return own;
}

const labels = ({ digits }: Awaited<ReturnType<typeof openPage>>) => digits.value.map(({ label }) => label);

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('own digits', () => {
  it('are there again at the next visit, in the order in which they were made', async () => {
    const own = await openPage();
    const drawings = [7, 1, 4, 9].map(drawn);
    [7, 1, 4, 9].forEach((label, n) => own.add(drawings[n]!, label));
    await own.settled();
    const again = await openPage();
    expect(again.digits.value).toEqual(own.digits.value);
    expect(labels(again)).toEqual([7, 1, 4, 9]);
    expect(again.digits.value.map(({ drawing }) => drawing)).toEqual(drawings.map(keptDrawing));
    again.remove(again.digits.value[1]!.id);
    again.relabel(again.digits.value[0]!.id, 2);
    await again.settled();
    expect(labels(await openPage())).toEqual([2, 4, 9]);
  });

  it('come back by undo, also where they are kept', async () => {
    const own = await openPage();
    own.add(drawn(3), 3);
    own.add(drawn(5), 5);
    own.removeAll();
    await own.settled();
    expect(labels(await openPage())).toEqual([]);
    own.undo();
    await own.settled();
    expect(labels(await openPage())).toEqual([3, 5]);
    own.undo();
    expect(labels(own)).toEqual([3]);
    own.redo();
    own.redo();
    expect(own.canRedo.value).toBe(false);
    await own.settled();
    expect(labels(await openPage())).toEqual([]);
  });

  it('of earlier visits stand before those that were added while they came', async () => {
    const before = await openPage();
    before.add(drawn(1), 1);
    await before.settled();
    vi.resetModules();
    const { createOwnDigits } = await import('../../src/state/own-digits.ts');
    const own = createOwnDigits();
    const loaded = own.load();
    own.add(drawn(2), 2);
    await loaded;
    expect(labels(own)).toEqual([1, 2]);
    own.undo();
    expect(labels(own)).toEqual([1]);
    own.remove(own.digits.value[0]!.id);
    await own.settled();
    expect(labels(await openPage())).toEqual([]);
  });

  it('of two tabs do not displace each other', async () => {
    const one = await openPage();
    const other = await openPage();
    one.add(drawn(1), 1);
    other.add(drawn(2), 2);
    await one.settled();
    await other.settled();
    expect(new Set(labels(await openPage()))).toEqual(new Set([1, 2]));
  });

  it('go out as a file and come in again, beside those that are there', async () => {
    const own = await openPage();
    own.add(drawn(6), 6);
    own.add(drawn(8), 8);
    const file = new TextEncoder().encode(own.exportFile());
    expect(own.importFile(file)).toBe(2);
    expect(labels(own)).toEqual([6, 8, 6, 8]);
    expect(own.digits.value[2]!.drawing).toEqual(own.digits.value[0]!.drawing);
    expect(new Set(own.digits.value.map(({ id }) => id)).size).toBe(4);
    expect(() => own.importFile(file.slice(0, 90))).toThrow(/no file of digits/);
    expect(labels(own)).toEqual([6, 8, 6, 8]);
    own.undo();
    expect(labels(own)).toEqual([6, 8]);
  });

  it('are refused where nothing is drawn, and beyond the limit', async () => {
    const own = await openPage();
    expect(() => own.add([], 3)).toThrow(/got 0 strokes/);
    own.add(drawn(1), 1);
    const file = own.exportFile();
    const line = file.split('\n')[1]!;
    const many = file.replace(line, Array.from({ length: 2000 }, () => line).join(',\n'));
    expect(() => own.importFile(new TextEncoder().encode(many))).toThrow(/got 2001 digits, expected at most 2000/);
    expect(labels(own)).toEqual([1]);
  });

  it('work without storage, and say so', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    const own = await openPage();
    expect(own.storageProblem.value).toMatch(/does not let the page keep anything \(SecurityError\)/);
    own.add(drawn(2), 2);
    await own.settled();
    expect(labels(own)).toEqual([2]);
    expect(own.storageProblem.value).not.toBeNull();
  });

  it('say that the storage is full, and are kept as soon as it is not', async () => {
    const own = await openPage();
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    own.add(drawn(2), 2);
    await own.settled();
    expect(own.storageProblem.value).toMatch(/is full/);
    full.mockRestore();
    own.add(drawn(3), 3);
    await own.settled();
    expect(own.storageProblem.value).toBeNull();
    expect(labels(await openPage())).toEqual([2, 3]);
  });
});
