import { computed, effect, signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { descended, traceBatch, withLoss, type LabelledImage } from '../../domain/learning-step.ts';
import { proceduralImages } from '../../domain/procedural/digits.ts';
import { denseImage } from '../../domain/sparse-images.ts';
import type { LandscapeSource, PathPoint } from '../../state/landscape.ts';
import { useMount } from '../../ui/use-mount.ts';
import type { Services } from '../section.ts';
import { LANDSCAPE_WORDS } from './landscape-words.ts';
import { Landscape } from './landscape.tsx';

const SEED = 9;
const DIGIT = 3;
const COUNT = 8;
const LEARNING_RATE = 0.01;
const MOST_POINTS = 64;

/** The landscape with real steps of gradient descent on a batch of eight threes, a copy of the page's network taking them. */
export function LandscapeWalk(services: Services) {
  const words = services.t(LANDSCAPE_WORDS);
  const [walk] = useState(() => walkOf(services));
  useMount(() => walk.follow());
  return (
    <>
      <Landscape services={services} source={walk.source} />
      <p class="landscape-walk">
        <button class="button" type="button" onClick={walk.step}>
          {words.stepDown}
        </button>
        <button class="button" type="button" onClick={walk.restart}>
          {words.restart}
        </button>
      </p>
    </>
  );
}

function walkOf({ state: { recognition, lesson } }: Services) {
  const path = signal<readonly PathPoint[]>([]);
  const batch = signal<readonly LabelledImage[]>(
    Array.from({ length: COUNT }, (_, n) => ({
      pixels: denseImage(proceduralImages(1, SEED, DIGIT + 10 * n), 0),
      label: DIGIT,
    })),
  );
  const network = computed(() => {
    const status = recognition.status.value;
    return status.kind === 'ready' ? withLoss(status.network, lesson.loss.value) : null;
  });
  const restart = () => {
    const parameters = recognition.learned.peek();
    path.value = parameters ? [{ iteration: 0, parameters }] : [];
  };
  const source: LandscapeSource = { path, batch, loss: lesson.loss };
  return {
    source,
    restart,
    /** Begins anew whenever the network's own numbers are others; returns how to stop. */
    follow: () =>
      effect(() => {
        if (recognition.learned.value) restart();
      }),
    step() {
      const now = path.peek()[path.peek().length - 1];
      if (!now || !network.value) return;
      const { gradient } = traceBatch(network.value, now.parameters, batch.peek());
      const next = { iteration: now.iteration + 1, parameters: descended(now.parameters, gradient, LEARNING_RATE) };
      path.value = [...path.peek(), next].slice(-MOST_POINTS);
    },
  };
}
