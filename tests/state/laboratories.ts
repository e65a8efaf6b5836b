import type { EngineKind } from '../../src/engine/engine.ts';
import { Experimenter } from '../../src/engine/experimenter.ts';
import type { LaboratoryAnswer, LaboratoryRequest, StartLaboratory } from '../../src/engine/laboratory.ts';
import { loadBinary } from '../engine/engines.ts';

/** Laboratories with the real experimenter, in this thread: what is said arrives later, copied, as between page and worker. */
export class Laboratories {
  readonly requests: LaboratoryRequest[] = [];
  readonly answers: LaboratoryAnswer[] = [];
  /** How many were started. */
  started = 0;
  #lose: ((reason: string) => void) | null = null;
  #last: LaboratoryAnswer['kind'] | null = null;
  readonly #kind: EngineKind;

  constructor(kind: EngineKind = 'wasm-simd') {
    this.#kind = kind;
  }

  readonly start: StartLaboratory = (hear, lost) => {
    this.started++;
    let isOver = false;
    let isWorking = false;
    const experimenter = new Experimenter(this.#kind, loadBinary, (answer) => {
      const copy = structuredClone(answer);
      setImmediate(() => {
        if (isOver) return;
        this.answers.push(copy);
        hear(copy);
        if (copy.kind !== this.#last) return;
        this.#last = null;
        this.kill();
      });
    });
    const work = async () => {
      if (isWorking) return;
      isWorking = true;
      for (;;) {
        if (isOver || !(await experimenter.step())) break;
        await new Promise((go) => setImmediate(go));
      }
      isWorking = false;
    };
    const close = () => {
      isOver = true;
    };
    this.#lose = (reason) => {
      if (isOver) return;
      close();
      lost(reason);
    };
    return {
      ask: (request) => {
        this.requests.push(request);
        const copy = structuredClone(request);
        setImmediate(() => {
          if (isOver) return;
          experimenter.hear(copy);
          void work();
        });
      },
      close,
    };
  };

  /** The next answer of this kind will be the last one that is heard of whoever gives it. */
  dieAfter(kind: LaboratoryAnswer['kind']): void {
    this.#last = kind;
  }

  /** The present one dies, as a worker does that the browser has ended. */
  kill(reason = 'it has ended'): void {
    this.#lose?.(reason);
  }
}
