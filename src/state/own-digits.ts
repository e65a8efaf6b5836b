import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { errorMessage, SimulatorError } from '../domain/errors.ts';
import type { Drawing } from '../domain/strokes.ts';
import { checkDrawing, keptDrawing, OWN_DIGIT_LIMITS, readOwnDigits, writeOwnDigits } from '../formats/own-digits.ts';
import { inDatabase, type KeptDigit } from './database.ts';
import { recorded, redone, startHistory, undone, type History } from './history.ts';

/** Digits that the person drew and named, kept by the browser from visit to visit. */
export interface OwnDigits {
  /** In the order in which they were made. */
  readonly digits: ReadonlySignal<readonly KeptDigit[]>;
  /** Why they will be gone when the page is closed; null where they are kept. */
  readonly storageProblem: ReadonlySignal<string | null>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** Brings those of earlier visits, once; they stand before what has been added since. */
  readonly load: () => Promise<void>;
  /** Throws SimulatorError 'out-of-range' for a drawing that cannot be kept, and where there are too many. */
  readonly add: (drawing: Drawing, label: number) => void;
  readonly relabel: (id: string, label: number) => void;
  readonly remove: (id: string) => void;
  readonly removeAll: () => void;
  /** Adds the digits of a file and says how many. Throws what `readOwnDigits` throws, and then adds none. */
  readonly importFile: (bytes: Uint8Array) => number;
  readonly exportFile: () => string;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Resolves when everything so far is kept, or could not be. */
  readonly settled: () => Promise<void>;
}

export function createOwnDigits(): OwnDigits {
  const history = signal<History<readonly KeptDigit[]>>(startHistory<readonly KeptDigit[]>([]));
  const storageProblem = signal<string | null>(null);
  const digits = computed(() => history.value.present);
  /** What the database holds, as far as this page knows. */
  let saved = new Map<string, KeptDigit>();
  let loading: Promise<void> | null = null;
  let saving: Promise<void> = Promise.resolve();
  let named = 0;

  /** Sorts by the time when it was made, also beside those of another tab. */
  const newId = () => {
    const number = String(named++).padStart(6, '0');
    return `${Date.now()}-${number}-${Math.floor(Math.random() * 1e9)}`;
  };
  const save = async () => {
    const present = new Map(history.value.present.map((digit) => [digit.id, digit]));
    const before = saved;
    const gone = [...before.keys()].filter((id) => !present.has(id));
    const changed = [...present.values()].filter((digit) => before.get(digit.id) !== digit);
    if (gone.length === 0 && changed.length === 0) return;
    try {
      await inDatabase(async (database) => {
        const change = database.transaction('ownDigits', 'readwrite');
        const requests = [...gone.map((id) => change.store.delete(id)), ...changed.map((digit) => change.store.put(digit))];
        await Promise.all([...requests, change.done]);
      });
      saved = present;
      storageProblem.value = null;
    } catch (error) {
      storageProblem.value = errorMessage(error);
    }
  };
  const saveSoon = () => {
    saving = saving.then(save);
  };
  const change = (next: History<readonly KeptDigit[]>) => {
    if (next === history.value) return;
    history.value = next;
    saveSoon();
  };
  const record = (next: readonly KeptDigit[]) => change(recorded(history.value, next));
  const expectRoom = (more: number) => {
    const count = digits.peek().length + more;
    if (count > OWN_DIGIT_LIMITS.digits) {
      throw new SimulatorError('out-of-range', `got ${count} digits, expected at most ${OWN_DIGIT_LIMITS.digits}`);
    }
  };
  const load = async () => {
    try {
      const kept = await inDatabase((database) => database.getAll('ownDigits'));
      for (const digit of kept) saved.set(digit.id, digit);
      const joined = (list: readonly KeptDigit[]) => [...kept, ...list];
      const { past, present, future } = history.value;
      history.value = { past: past.map(joined), present: joined(present), future: future.map(joined) };
    } catch (error) {
      storageProblem.value = errorMessage(error);
    }
  };

  return {
    digits,
    storageProblem,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    // In turn with saving, so that each knows what the other found or left.
    load: () => (loading ??= saving = saving.then(load)),
    add(drawing, label) {
      checkDrawing(drawing, 'the drawing');
      expectRoom(1);
      record([...digits.peek(), { id: newId(), label, drawing: keptDrawing(drawing) }]);
    },
    relabel(id, label) {
      record(digits.peek().map((digit) => (digit.id === id ? { ...digit, label } : digit)));
    },
    remove(id) {
      record(digits.peek().filter((digit) => digit.id !== id));
    },
    removeAll() {
      if (digits.peek().length > 0) record([]);
    },
    importFile(bytes) {
      const read = readOwnDigits(bytes);
      expectRoom(read.length);
      if (read.length > 0) record([...digits.peek(), ...read.map((digit) => ({ id: newId(), ...digit }))]);
      return read.length;
    },
    exportFile: () => writeOwnDigits(digits.peek()),
    undo: () => change(undone(history.value)),
    redo: () => change(redone(history.value)),
    settled: () => saving,
  };
}
