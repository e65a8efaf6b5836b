import { SimulatorError } from '../domain/errors.ts';
import type { LaboratoryAnswer, LaboratoryRequest } from '../engine/laboratory.ts';
import type { Lesson, Taught } from '../engine/teaching.ts';

/** Whoever waits for a lesson. */
interface Pupil {
  readonly progress: (share: number) => void;
  readonly resolve: (taught: Taught) => void;
  readonly reject: (reason: SimulatorError) => void;
  /** Does it still wait for data? */
  waits: boolean;
}

type LessonAnswer = Extract<LaboratoryAnswer, { lesson: number }>;

/** Lessons in the laboratory, one at a time; a new one takes the place of the one before. */
export interface Lessons {
  /** Rejects with SimulatorError where it fails or is ended, or where `aborted` is; `progress` hears how far it is, 0 to 1. */
  readonly begin: (what: Lesson, progress: (share: number) => void, aborted: AbortSignal) => Promise<Taught>;
  readonly hear: (answer: LessonAnswer) => void;
  /** Ends the lesson that is under way, or waits, and says why. */
  readonly end: (reason: string) => void;
  /** The laboratory is gone; a lesson that waits for data waits on. */
  readonly lost: (reason: string) => void;
}

export function createLessons(options: {
  readonly ask: (request: LaboratoryRequest) => void;
  /** Does something once there are data. */
  readonly whenThere: (next: () => void) => void;
}): Lessons {
  let lesson = 0;
  let present: Pupil | null = null;

  const end = (reason: string, only = present) => {
    const pupil = present;
    if (!pupil || only !== pupil) return;
    present = null;
    if (!pupil.waits) options.ask({ kind: 'no-lesson' });
    pupil.reject(new SimulatorError('unsupported', reason));
  };
  return {
    begin(what, progress, aborted) {
      end('another lesson has begun');
      return new Promise((resolve, reject) => {
        const pupil: Pupil = { progress, resolve, reject, waits: true };
        present = pupil;
        aborted.addEventListener('abort', () => end('it was cancelled', pupil));
        options.whenThere(() => {
          if (present !== pupil) return;
          pupil.waits = false;
          options.ask({ kind: 'teach', lesson: ++lesson, what });
        });
      });
    },
    hear(answer) {
      const pupil = present;
      if (answer.lesson !== lesson || !pupil || pupil.waits) return;
      if (answer.kind === 'teaching') return pupil.progress(answer.share);
      present = null;
      if (answer.kind === 'taught') pupil.resolve(answer.taught);
      else pupil.reject(new SimulatorError('unsupported', answer.message));
    },
    end: (reason) => end(reason),
    lost(reason) {
      if (present && !present.waits) end(reason);
    },
  };
}
