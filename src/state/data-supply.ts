import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { errorMessage } from '../domain/errors.ts';
import type { LaboratoryAnswer, LaboratoryRequest } from '../engine/laboratory.ts';
import type { DataFacts, DataOrder, DataProgress } from '../engine/laboratory-data.ts';

/** Who knows what to train on. */
export interface DataSource {
  /** Another value whenever other data are wanted. */
  readonly choice: ReadonlySignal<unknown>;
  /** What to make for the present choice; files may have to come first. Rejects with SimulatorError, or where `signal` is aborted. */
  readonly order: (signal: AbortSignal) => Promise<DataOrder>;
  /** The data that were ordered last have been made. */
  readonly made: () => void;
  /** They could not be made. */
  readonly refused: (message: string) => void;
}

/** Brings the data that are wanted into the laboratory. */
export interface DataSupply {
  readonly isMaking: () => boolean;
  /** Are other data wanted than the laboratory has? */
  readonly isOutdated: ReadonlySignal<boolean>;
  /** What the data of the laboratory were made for; null where it has none. */
  readonly choice: () => unknown;
  /** Does something once the data of the present choice are there; null only makes them. */
  readonly whenThere: (next: (() => void) | null) => void;
  readonly hear: (answer: Extract<LaboratoryAnswer, { kind: 'making' | 'data' | 'data-failed' }>) => void;
  /** Nothing is wanted any more. */
  readonly cancel: () => void;
  /** The laboratory is gone with its data; says whether they were being made, and what for. */
  readonly lost: () => { readonly wasMaking: boolean; readonly next: (() => void) | null };
}

export function createDataSupply(options: {
  readonly source: DataSource;
  readonly ask: (request: LaboratoryRequest) => void;
  /** null before anything is known. */
  readonly making: (progress: DataProgress | null) => void;
  readonly made: (facts: DataFacts) => void;
  readonly failed: (message: string) => void;
}): DataSupply {
  const { source, ask } = options;
  let order = 0;
  /** What the data of the laboratory were made for; null where it has none. */
  const madeFor = signal<{ readonly choice: unknown } | null>(null);
  let making: AbortController | null = null;
  let whenMade: (() => void) | null = null;

  const whenThere = (next: (() => void) | null) => {
    if (!making && madeFor.peek()?.choice === source.choice.peek()) return next?.();
    whenMade = next;
    making?.abort();
    making = new AbortController();
    order++;
    options.making(null);
    void send(making, order);
  };
  const send = async (controller: AbortController, number: number) => {
    const choice = source.choice.peek();
    try {
      const what = await source.order(controller.signal);
      if (making !== controller) return;
      madeFor.value = { choice };
      ask({ kind: 'data', order: number, what });
    } catch (error) {
      if (making === controller) fail(errorMessage(error));
    }
  };
  const fail = (message: string) => {
    end();
    options.failed(message);
  };
  const end = () => {
    making = null;
    madeFor.value = null;
    whenMade = null;
  };

  return {
    isMaking: () => making !== null,
    isOutdated: computed(() => madeFor.value?.choice !== source.choice.value),
    choice: () => madeFor.peek()?.choice ?? null,
    whenThere,
    hear(answer) {
      if (answer.order !== order || !making) return;
      if (answer.kind === 'making') options.making(answer.progress);
      else if (answer.kind === 'data-failed') {
        source.refused(answer.message);
        fail(answer.message);
      } else {
        const next = whenMade;
        whenMade = null;
        making = null;
        source.made();
        options.made(answer.facts);
        // Somebody may have chosen others meanwhile.
        if (next) whenThere(next);
      }
    },
    cancel() {
      making?.abort();
      end();
      ask({ kind: 'no-data' });
    },
    lost() {
      const was = { wasMaking: making !== null, next: whenMade };
      making?.abort();
      end();
      return was;
    },
  };
}
