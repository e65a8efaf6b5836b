import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { errorMessage, SimulatorError } from '../domain/errors.ts';
import { isGzip, sizeInTrailer } from '../formats/gzip.ts';
import { largestFile, MNIST_FILES, mnistFileOfSize, type MnistFile, type MnistPart } from '../formats/mnist.ts';
import { inDatabase } from './database.ts';

/** Where files come from: this browser's own store, the site of the page, a public mirror, the person. */
export type MnistOrigin = 'kept' | 'site' | 'mirror' | 'files';

/** A file as it came, plain or gzipped, which part by its size and yet unchecked. */
export interface HeldFile {
  readonly name: string;
  readonly blob: Blob;
}

export type MnistStatus =
  /** Nobody has asked for it, or whoever did has changed their mind. */
  | { readonly kind: 'unasked' }
  /** `share` of the bytes have come, 0 to 1. */
  | { readonly kind: 'loading'; readonly from: MnistOrigin; readonly share: number }
  /** Neither kept by this browser nor on the site of the page: it has to come from elsewhere. */
  | { readonly kind: 'absent' }
  /** Chosen files that are not all yet. */
  | { readonly kind: 'incomplete'; readonly missing: readonly MnistPart[] }
  /** Whatever was there before is gone; `from` is what was tried. */
  | { readonly kind: 'failed'; readonly from: MnistOrigin; readonly message: string; readonly isOffline: boolean }
  | { readonly kind: 'here'; readonly from: MnistOrigin; readonly files: readonly HeldFile[] };

/** MNIST on its way into the page. */
export interface Mnist {
  readonly status: ReadonlySignal<MnistStatus>;
  /** How often files have come. */
  readonly arrivals: ReadonlySignal<number>;
  /** Why this browser does not keep it; null where it does, or did not have to yet. */
  readonly storageProblem: ReadonlySignal<string | null>;
  /** Looks in this browser's store, then on the site of the page. */
  readonly look: () => Promise<void>;
  /** Asks the public mirror, as nothing else does. */
  readonly download: () => Promise<void>;
  /** Files that the person chose, one or many, in any order; they join those chosen before that are still too few. */
  readonly take: (files: readonly HeldFile[]) => Promise<void>;
  /**
   * The files, once those on their way are here; looks for them where nobody has yet.
   *
   * They end with `signal`, and it rejects then. Throws SimulatorError 'missing' where they do not come.
   */
  readonly files: (signal: AbortSignal) => Promise<readonly HeldFile[]>;
  /** Ends what is on its way. */
  readonly cancel: () => void;
  /** Once more what has failed, from where it was tried. */
  readonly retry: () => Promise<void>;
  /** The files were found to be MNIST: this browser keeps them. */
  readonly proved: () => Promise<void>;
  /** The files were found to be something else, or damaged. */
  readonly refused: (message: string) => Promise<void>;
}

/**
 * Gets a packed file of MNIST by its name.
 *
 * `progress` hears the share that has come. Throws SimulatorError 'missing' where there is no such file or no network; rejects when
 * `signal` is aborted.
 */
export type FetchMnist = (
  from: 'site' | 'mirror',
  name: string,
  options: { readonly mostBytes: number; readonly signal: AbortSignal; readonly progress: (share: number) => void },
) => Promise<Blob>;

const NEEDED: readonly MnistPart[] = ['training images', 'training labels'];
const TEST: readonly MnistPart[] = ['test images', 'test labels'];
/** Packed noise is a little longer than the noise. */
const PACKING_ROOM = 2 ** 16;

/** `known` are the files that count as MNIST; `isOffline` is what the browser thinks of its network. */
export function createMnist(fetchFile: FetchMnist, isOffline: () => boolean, known: readonly MnistFile[] = MNIST_FILES): Mnist {
  const status = signal<MnistStatus>({ kind: 'unasked' });
  const storageProblem = signal<string | null>(null);
  const chosen = new Map<MnistPart, HeldFile>();
  const mostBytes = largestFile(known) + PACKING_ROOM;
  const arrivals = signal(0);
  let underWay: AbortController | null = null;
  /** Settles with what is on its way. */
  let arriving: Promise<void> = Promise.resolve();

  /** One thing at a time: what `work` leads to counts unless something else has begun meanwhile, or it was cancelled. */
  const begin = (from: MnistOrigin, work: (signal: AbortSignal) => Promise<MnistStatus>) => (arriving = bring(from, work));
  const bring = async (from: MnistOrigin, work: (signal: AbortSignal) => Promise<MnistStatus>) => {
    underWay?.abort();
    const mine = (underWay = new AbortController());
    status.value = { kind: 'loading', from, share: 0 };
    let end: MnistStatus;
    try {
      end = await work(mine.signal);
    } catch (error) {
      end = { kind: 'failed', from, message: errorMessage(error), isOffline: from !== 'files' && isOffline() };
    }
    if (underWay !== mine) return;
    underWay = null;
    batch(() => {
      status.value = end;
      if (end.kind === 'here') arrivals.value++;
    });
  };
  const partOf = async ({ name, blob }: HeldFile): Promise<MnistPart> => {
    if (blob.size > mostBytes) {
      throw new SimulatorError('out-of-range', `${name}: got ${blob.size} bytes, expected at most ${mostBytes}`);
    }
    const ends = new Blob([blob.slice(0, 2), blob.slice(-4)]);
    const bytes = new Uint8Array(await ends.arrayBuffer());
    const unpacked = isGzip(bytes) && bytes.length > 5 ? sizeInTrailer(bytes) : blob.size;
    try {
      return mnistFileOfSize(unpacked, known).part;
    } catch (error) {
      throw new SimulatorError('mismatch', `${name}: ${errorMessage(error)}`, { cause: error });
    }
  };
  /** Needed files first, so that one that is missing is missed before much has come. */
  const fetchFrom = async (from: 'site' | 'mirror', ending: AbortSignal): Promise<MnistStatus> => {
    const wanted = known.toSorted((a, b) => Number(TEST.includes(a.part)) - Number(TEST.includes(b.part)) || a.bytes - b.bytes);
    const total = wanted.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
    const files: HeldFile[] = [];
    let before = 0;
    let hasTest = true;
    for (const { part, name, packedBytes } of wanted) {
      const isTest = TEST.includes(part);
      if (isTest && !hasTest) continue;
      const progress = (share: number) => {
        if (!ending.aborted) status.value = { kind: 'loading', from, share: (before + share * packedBytes) / total };
      };
      try {
        const blob = await fetchFile(from, `${name}.gz`, { mostBytes, signal: ending, progress });
        const file = { name: `${name}.gz`, blob };
        if ((await partOf(file)) !== part) throw new SimulatorError('mismatch', `${name}.gz: got another file of MNIST`);
        files.push(file);
      } catch (error) {
        if (from === 'mirror' || ending.aborted) throw error;
        if (files.length === 0) return { kind: 'absent' };
        // A site may have what is needed for training and nothing more.
        if (!isTest) throw error;
        hasTest = false;
      }
      before += packedBytes;
    }
    return { kind: 'here', from, files: hasTest ? files : files.slice(0, NEEDED.length) };
  };
  const fromStore = async (): Promise<readonly HeldFile[]> => {
    try {
      return await inDatabase(async (database) => {
        const names = await database.getAllKeys('mnist');
        const blobs = await database.getAll('mnist');
        return names.map((name, n) => ({ name, blob: blobs[n]! }));
      });
    } catch (error) {
      storageProblem.value = errorMessage(error);
      return [];
    }
  };
  const forget = () =>
    inDatabase((database) => database.clear('mnist')).catch((error: unknown) => {
      storageProblem.value = errorMessage(error);
    });
  const look = () =>
    begin('site', async (ending) => {
      const kept = await fromStore();
      return kept.length > 0 ? { kind: 'here', from: 'kept', files: kept } : fetchFrom('site', ending);
    });
  const download = () => begin('mirror', (ending) => fetchFrom('mirror', ending));

  const cancel = () => {
    if (!underWay) return;
    underWay.abort();
    underWay = null;
    status.value = { kind: 'unasked' };
  };

  return {
    status,
    arrivals,
    storageProblem,
    look,
    download,
    async files(ending) {
      if (status.value.kind === 'unasked') void look();
      ending.addEventListener('abort', cancel);
      await arriving;
      ending.removeEventListener('abort', cancel);
      ending.throwIfAborted();
      const now = status.value;
      if (now.kind === 'here') return now.files;
      const reason = now.kind === 'failed' ? now.message : 'MNIST is neither in this browser nor on this site';
      throw new SimulatorError('missing', reason);
    },
    take: (files) =>
      begin('files', async (ending) => {
        if (files.length > known.length) {
          throw new SimulatorError('out-of-range', `got ${files.length} files, expected at most the ${known.length} of MNIST`);
        }
        const found = await Promise.all(files.map(async (file) => [await partOf(file), file] as const));
        // The person may change or remove them later: what is here stays.
        for (const [part, { name, blob }] of found) {
          const copy = new Blob([await blob.arrayBuffer()]);
          if (ending.aborted) break;
          chosen.set(part, { name, blob: copy });
        }
        const wanted = TEST.some((part) => chosen.has(part)) ? [...NEEDED, ...TEST] : NEEDED;
        const missing = wanted.filter((part) => !chosen.has(part));
        return missing.length > 0
          ? { kind: 'incomplete', missing }
          : { kind: 'here', from: 'files', files: [...chosen.values()] };
      }),
    cancel,
    async retry() {
      const now = status.value;
      if (now.kind !== 'failed') return;
      await (now.from === 'mirror' ? download() : look());
    },
    async proved() {
      const now = status.value;
      chosen.clear();
      if (now.kind !== 'here' || now.from === 'kept') return;
      try {
        await inDatabase(async (database) => {
          const change = database.transaction('mnist', 'readwrite');
          const cleared = change.store.clear();
          const requests = now.files.map(({ name, blob }) => change.store.put(blob, name));
          await Promise.all([cleared, ...requests, change.done]);
        });
        storageProblem.value = null;
      } catch (error) {
        storageProblem.value = errorMessage(error);
      }
    },
    async refused(message) {
      const now = status.value;
      if (now.kind !== 'here') return;
      chosen.clear();
      status.value = { kind: 'failed', from: now.from, message, isOffline: false };
      // What this browser kept has gone bad: the next look asks the site.
      if (now.from === 'kept') await forget();
    },
  };
}
