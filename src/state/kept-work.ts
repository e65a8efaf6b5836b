import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { errorMessage } from '../domain/errors.ts';
import { inDatabase } from './database.ts';
import type { Training } from './training.ts';
import { hasChoices } from './training-choices.ts';
import type { KeptCheckpoint } from './training-history.ts';
import { checkpointRecord, joinedWork, readCheckpointRecord, readWorkRecord, WORK_VERSION, workRecord } from './work-record.ts';

/** Why work is not kept, or was not found again. */
export type KeepingProblem =
  | { readonly kind: 'storage'; readonly message: string }
  /** What lies in the store is damaged. */
  | { readonly kind: 'unreadable' }
  /** A later version of the page has kept it; it is left alone. */
  | { readonly kind: 'later' };

/** Training that outlives the page: kept at every rest and now and then, found again at the next visit. */
export interface KeptWork {
  readonly problem: ReadonlySignal<KeepingProblem | null>;
  /** When the work was kept that was found; null where none was. */
  readonly foundFrom: ReadonlySignal<Date | null>;
  /** Looks for work of an earlier visit, once; training stands where it stood. Nothing is kept before. */
  readonly open: () => Promise<void>;
  /** Keeps the work as it is now. */
  readonly keep: () => Promise<void>;
  /** Forgets the work of the earlier visit. */
  readonly forget: () => Promise<void>;
}

const KEY = 'latest';
/** After the last change at rest, and while it runs. */
const SOON_MS = 400;
const RUNNING_MS = 10_000;

export function createKeptWork(training: Training): KeptWork {
  const problem = signal<KeepingProblem | null>(null);
  const foundFrom = signal<Date | null>(null);
  /** Tells the checkpoints of this page from those of others that are open. */
  const session = `${Date.now()}-${Math.floor(Math.random() * 1e9)}`;
  const foundKeys = new Map<number, string>();
  let opening: Promise<void> | null = null;
  let isOpen = false;
  let saving: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const keyOf = ({ id }: KeptCheckpoint) => foundKeys.get(id) ?? `${session}-${id}`;
  const isRunning = () => training.status.peek().kind === 'running';
  const save = async () => {
    const work = training.work();
    if (!isOpen || !work || problem.peek()?.kind === 'later') return;
    try {
      const stored = new Set(await inDatabase((database) => database.getAllKeys('checkpoints')));
      // While it runs most moments are soon thinned out again: only the end is worth the writing.
      const end = work.checkpoints.at(-1)!;
      const wanted = work.checkpoints.filter((kept) => kept === end || !isRunning() || stored.has(keyOf(kept)));
      for (const kept of wanted) {
        const key = keyOf(kept);
        if (!stored.has(key)) await inDatabase((database) => database.put('checkpoints', checkpointRecord(kept), key));
      }
      // Named once they are there, and those of before taken away once nobody names them.
      const keys = wanted.map(keyOf);
      await inDatabase((database) => database.put('work', workRecord(work, keys, Date.now()), KEY));
      const named = new Set(keys);
      for (const key of stored) if (!named.has(key)) await inDatabase((database) => database.delete('checkpoints', key));
      if (problem.peek()?.kind === 'storage') problem.value = null;
    } catch (error) {
      problem.value = { kind: 'storage', message: errorMessage(error) };
    }
  };
  const clear = async () => {
    try {
      await inDatabase((database) => database.clear('work'));
      await inDatabase((database) => database.clear('checkpoints'));
    } catch (error) {
      problem.value = { kind: 'storage', message: errorMessage(error) };
    }
  };
  const keep = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    saving = saving.then(save);
    return saving;
  };
  const keepIn = (ms: number) => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void keep(), ms);
  };
  const find = async () => {
    await findStored();
    isOpen = true;
  };
  const findStored = async () => {
    try {
      const value: unknown = await inDatabase((database) => database.get('work', KEY));
      if (value === undefined) return;
      if (isLater(value)) {
        problem.value = { kind: 'later' };
        return;
      }
      const record = readWorkRecord(value);
      const checkpoints: KeptCheckpoint[] = [];
      for (const key of record?.checkpoints ?? []) {
        // One at a time, so that the page stays smooth.
        const kept = readCheckpointRecord(await inDatabase((database) => database.get('checkpoints', key)));
        if (!kept) continue;
        checkpoints.push(kept);
        foundKeys.set(kept.id, key);
      }
      const work = record && joinedWork(record, checkpoints);
      if (!work) problem.value = { kind: 'unreadable' };
      else if (training.resume(work)) {
        if (!hasChoices()) training.change(work.settings);
        foundFrom.value = new Date(record.savedAt);
      } else foundKeys.clear();
    } catch (error) {
      problem.value = { kind: 'storage', message: errorMessage(error) };
    }
  };

  effect(() => {
    const { kind } = training.status.value;
    if (kind === 'running') {
      keepIn(RUNNING_MS);
      return;
    }
    void training.revision.value;
    if (isOpen && (kind === 'paused' || kind === 'exploded') && !training.isAsleep.value) keepIn(SOON_MS);
  });
  // While it runs nothing of the status changes.
  effect(() => {
    if (training.revision.value > 0 && timer === null && isRunning()) keepIn(RUNNING_MS);
  });

  return {
    problem,
    foundFrom,
    open: () => (opening ??= find()),
    keep,
    async forget() {
      if (!training.discard()) return;
      foundFrom.value = null;
      foundKeys.clear();
      saving = saving.then(clear);
      await saving;
    },
  };
}

function isLater(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'version' in value && Number(value.version) > WORK_VERSION;
}
