import type { Model } from '../domain/parameters.ts';
import type { Judged } from '../engine/judging.ts';
import type { LaboratoryAnswer, LaboratoryRequest } from '../engine/laboratory.ts';

type QuestionAnswer = Extract<LaboratoryAnswer, { ask: number }>;

/** Questions to the laboratory that change nothing there. */
export interface Questions {
  /** The images of these numbers, [numbers.length × 784]; empty where they are not there. */
  readonly pictures: (numbers: Uint32Array, of: 'data' | 'run') => Promise<Uint8Array<ArrayBuffer>>;
  /** null where there are no data, or it cannot be done. */
  readonly judge: (model: Model, most: number) => Promise<Judged | null>;
  readonly hear: (answer: QuestionAnswer) => void;
  /** The laboratory is gone: what was asked has no answer. */
  readonly lost: () => void;
}

export function createQuestions(ask: (request: LaboratoryRequest) => void): Questions {
  let asks = 0;
  const pictures = new Map<number, (pixels: Uint8Array<ArrayBuffer>) => void>();
  const judgements = new Map<number, (judged: Judged | null) => void>();
  return {
    pictures: (numbers, of) =>
      new Promise((done) => {
        pictures.set(++asks, done);
        ask({ kind: 'pictures', ask: asks, of, numbers });
      }),
    judge: (model, most) =>
      new Promise((done) => {
        judgements.set(++asks, done);
        ask({ kind: 'judge', ask: asks, model, most });
      }),
    hear(answer) {
      if (answer.kind === 'pictures') pictures.get(answer.ask)?.(answer.pixels);
      else judgements.get(answer.ask)?.(answer.judged);
      pictures.delete(answer.ask);
      judgements.delete(answer.ask);
    },
    lost() {
      for (const done of pictures.values()) done(new Uint8Array(0));
      for (const done of judgements.values()) done(null);
      pictures.clear();
      judgements.clear();
    },
  };
}
