import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { errorMessage } from '../domain/errors.ts';
import type { Model, NetworkParameters } from '../domain/parameters.ts';
import { settingsOf, validSettings } from '../domain/training-settings.ts';
import type { Taught } from '../engine/teaching.ts';
import type { KeptDigit } from './database.ts';
import type { OwnDigits } from './own-digits.ts';
import type { Recognition } from './recognition.ts';
import type { Training } from './training.ts';

/** What a lesson is doing. */
export type TeachingStatus =
  | { readonly kind: 'idle' }
  /** 0 to 1; 0 while data are made and digits painted. */
  | { readonly kind: 'learning'; readonly share: number }
  | { readonly kind: 'failed'; readonly message: string };

/** A lesson that is over. */
export interface TaughtLesson extends Taught {
  /** What it was about, in the order in which they were judged. */
  readonly digits: readonly KeptDigit[];
  readonly isMixed: boolean;
}

/** Teaching the page's network the person's own digits. */
export interface Teaching {
  readonly status: ReadonlySignal<TeachingStatus>;
  /** The last lesson; null before the first one. */
  readonly lesson: ReadonlySignal<TaughtLesson | null>;
  /** Are own digits mixed with those of the data? */
  readonly isMixed: ReadonlySignal<boolean>;
  /** Which network of the last lesson the page has now; null: another one, or there was none. */
  readonly shows: ReadonlySignal<'before' | 'after' | null>;
  readonly setMixed: (isMixed: boolean) => void;
  /** Teaches the page's network for two seconds; nothing happens while there is no network, no digit, or a lesson. */
  readonly teach: () => Promise<void>;
  /** The network stays as it is. */
  readonly cancel: () => void;
  /** Brings the network from before or after the last lesson. */
  readonly show: (which: 'before' | 'after') => Promise<void>;
}

const SECONDS = 2;

export function createTeaching(
  recognition: Recognition,
  training: Training,
  own: Pick<OwnDigits, 'digits'>,
  seconds = SECONDS,
): Teaching {
  const status = signal<TeachingStatus>({ kind: 'idle' });
  const lesson = signal<TaughtLesson | null>(null);
  const isMixed = signal(true);
  /** The networks of the last lesson, and as what the page knows them. */
  const models = signal<{ readonly before: Model; readonly after: Model } | null>(null);
  const known = signal<{ readonly before: NetworkParameters | null; readonly after: NetworkParameters | null }>({
    before: null,
    after: null,
  });
  let controller: AbortController | null = null;

  const show = async (which: 'before' | 'after') => {
    const model = models.peek()?.[which];
    if (!model) return;
    // Training that starts again goes on from what the page has now.
    const described = settingsOf(model.network);
    await training.adopt(model, described && validSettings(described, training.settings.peek()));
    known.value = { ...known.peek(), [which]: recognition.learned.peek() };
  };
  return {
    status,
    lesson,
    isMixed,
    shows: computed(() => {
      const present = recognition.learned.value;
      const { before, after } = known.value;
      if (!present || !models.value) return null;
      return present === after ? 'after' : present === before ? 'before' : null;
    }),
    setMixed(next) {
      isMixed.value = next;
    },
    async teach() {
      const page = recognition.status.peek();
      const parameters = recognition.learned.peek();
      const digits = own.digits.peek();
      if (page.kind !== 'ready' || !parameters || digits.length === 0 || controller) return;
      const { signal: ended } = (controller = new AbortController());
      status.value = { kind: 'learning', share: 0 };
      const before: Model = { network: page.network, parameters };
      const drawings = digits.map(({ label, drawing }) => ({ label, drawing }));
      const mixed = isMixed.peek();
      try {
        const taught = await training.teach(
          { model: before, drawings, isMixed: mixed, seconds },
          (share) => {
            status.value = { kind: 'learning', share };
          },
          ended,
        );
        batch(() => {
          models.value = { before, after: { network: page.network, parameters: taught.parameters } };
          known.value = { before: parameters, after: null };
          lesson.value = { ...taught, digits, isMixed: mixed };
          status.value = { kind: 'idle' };
        });
        await show('after');
      } catch (error) {
        status.value = ended.aborted ? { kind: 'idle' } : { kind: 'failed', message: errorMessage(error) };
      } finally {
        controller = null;
      }
    },
    cancel() {
      controller?.abort();
    },
    show,
  };
}
