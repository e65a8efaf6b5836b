import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { NetworkDescription } from '../domain/network.ts';
import type { NetworkParameters } from '../domain/parameters.ts';
import type { LaboratoryRequest } from '../engine/laboratory.ts';
import type { Recognition } from './recognition.ts';

/** The network's numbers are copied to the page no more often than this while it trains. */
const WEIGHTS_MS = 400;

/** How the network of the run becomes the page's. */
export interface RunNetwork {
  /** Is it the page's now? */
  readonly isShown: ReadonlySignal<boolean>;
  /** The numbers that came last, and after how many steps they were so. */
  readonly brought: () => { readonly step: number; readonly parameters: NetworkParameters } | null;
  /** From here on the run's network is the page's, until somebody puts another one there. */
  readonly follow: () => void;
  /** The page has another network, which stays; the function that comes back takes that back. */
  readonly leave: () => () => void;
  readonly ask: () => void;
  /** Where the last question has an answer and is some time ago. */
  readonly askInTime: () => void;
  /** Where the last question has an answer. */
  readonly askOnce: () => void;
  /** No answer will come any more to what was asked. */
  readonly forgetQuestion: () => void;
  readonly hear: (step: number, network: NetworkDescription, parameters: NetworkParameters) => void;
}

export function createRunNetwork(options: {
  readonly recognition: Recognition;
  readonly ask: (request: LaboratoryRequest) => void;
  readonly failed: (error: unknown) => void;
}): RunNetwork {
  const { recognition } = options;
  let isFollowed = false;
  let isWaiting = false;
  let askedMs = 0;
  let brought: ReturnType<RunNetwork['brought']> = null;
  /** As the page knows the numbers that were brought. */
  const shown = signal<NetworkParameters | null>(null);

  const ask = () => {
    if (!isFollowed) return;
    isWaiting = true;
    askedMs = performance.now();
    options.ask({ kind: 'weights' });
  };
  const show = async (network: NetworkDescription, parameters: NetworkParameters) => {
    await recognition.show({ network, parameters });
    if (isFollowed) shown.value = recognition.learned.peek();
  };
  return {
    isShown: computed(() => shown.value !== null && shown.value === recognition.learned.value),
    brought: () => brought,
    follow() {
      isFollowed = true;
    },
    leave() {
      const was = isFollowed;
      isFollowed = false;
      return () => {
        isFollowed = was;
      };
    },
    ask,
    askInTime() {
      if (!isWaiting && performance.now() - askedMs >= WEIGHTS_MS) ask();
    },
    askOnce() {
      if (!isWaiting) ask();
    },
    forgetQuestion() {
      isWaiting = false;
    },
    hear(step, network, parameters) {
      isWaiting = false;
      if (!isFollowed) return;
      brought = { step, parameters };
      show(network, parameters).catch(options.failed);
    },
  };
}
