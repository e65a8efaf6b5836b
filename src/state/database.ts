import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { SimulatorError } from '../domain/errors.ts';
import type { OwnDigit } from '../formats/own-digits.ts';
import type { CheckpointRecord, WorkRecord } from './work-record.ts';

/** A digit of the person's own, by a name that no other has. */
export interface KeptDigit extends OwnDigit {
  /** Names that were given later sort later. */
  readonly id: string;
}

/** What a page keeps from visit to visit that is too big for `stored.ts`. */
interface Kept extends DBSchema {
  /** The files of MNIST as they came, by their usual name. */
  mnist: { key: string; value: Blob };
  ownDigits: { key: string; value: KeptDigit };
  /** Training as it stood, and the moments that it names. */
  work: { key: string; value: WorkRecord };
  checkpoints: { key: string; value: CheckpointRecord };
}

const NAME = 'neural-network-simulator';
const VERSION = 2;

let opened: Promise<IDBPDatabase<Kept>> | null = null;

/**
 * Does something with the browser's database.
 *
 * Throws SimulatorError 'unsupported' where the browser forbids it, is full, or fails: what was to be kept lives until the page is closed.
 */
export async function inDatabase<Result>(work: (database: IDBPDatabase<Kept>) => Promise<Result>): Promise<Result> {
  try {
    opened ??= open();
    return await work(await opened);
  } catch (error) {
    // Not opened, or closed by the browser: the next one opens it anew.
    if (nameOf(error) !== 'QuotaExceededError') opened = null;
    throw new SimulatorError('unsupported', reasonOf(error), { cause: error });
  }
}

function open(): Promise<IDBPDatabase<Kept>> {
  return openDB<Kept>(NAME, VERSION, {
    upgrade(database, before) {
      if (before < 1) {
        database.createObjectStore('mnist');
        database.createObjectStore('ownDigits', { keyPath: 'id' });
      }
      database.createObjectStore('work');
      database.createObjectStore('checkpoints');
    },
    // Another tab has a newer page: let it have the database.
    blocking: (_current, _next, event) => {
      opened = null;
      (event.target as IDBDatabase).close();
    },
    terminated: () => {
      opened = null;
    },
  });
}

function reasonOf(error: unknown): string {
  const name = nameOf(error);
  if (name === 'QuotaExceededError') return 'the storage that this browser gives to the page is full';
  return `this browser does not let the page keep anything (${name || String(error)})`;
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
