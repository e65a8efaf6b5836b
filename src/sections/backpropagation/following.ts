import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { graphLayout, type GraphLayout } from '../../domain/graph-layout.ts';
import { DIGIT_NETWORK, layerSizes } from '../../domain/network.ts';
import type { ShownParts } from '../../domain/shown-sums.ts';
import type { State } from '../../state/state.ts';
import type { SlotTexts } from '../../ui/formula-numbers.ts';
import { follow, followedNumbers, type Followed } from './followed.ts';
import { followedTexts, partsOf, stageTexts, type FollowedTexts } from './shown.ts';
import { stagePicture, stagePlace, type StagePicture } from './stage-picture.ts';

/** One parameter followed through the step, and all that is shown of it; null while there is no network. */
export interface Following {
  readonly followed: ReadonlySignal<Followed | null>;
  /** What stands in the formulas of the present stage. */
  readonly slots: ReadonlySignal<SlotTexts>;
  readonly texts: ReadonlySignal<FollowedTexts | null>;
  readonly parts: ReadonlySignal<ShownParts | null>;
  readonly picture: ReadonlySignal<StagePicture | null>;
  /** The neuron that the formulas speak of; null where they speak of none. */
  readonly place: ReadonlySignal<{ readonly layer: number; readonly neuron: number } | null>;
  readonly layout: ReadonlySignal<GraphLayout>;
  /** The size of the figure in CSS pixels. */
  readonly resize: (width: number, height: number) => void;
}

export function createFollowing({ descent }: State): Following {
  const aspect = signal(1.7);
  const followed = computed((): Followed | null => {
    const id = descent.picked.value;
    const trace = descent.trace.value;
    const parameters = descent.base.value;
    if (!id || !trace || !parameters) return null;
    // Looked at only where it is needed: before the update nobody knows what comes of it.
    const after = descent.isApplied.value ? descent.after.value : null;
    const updated = after && { parameters: descent.updated.value!, trace: after };
    const example = Math.min(descent.example.value, trace.examples.length - 1);
    return follow({ id, parameters, trace, example, learningRate: descent.learningRate.value, updated });
  });
  const sizes = computed(() => layerSizes(descent.network.value ?? DIGIT_NETWORK).join());
  return {
    followed,
    slots: computed(() => (followed.value ? stageTexts(followed.value, descent.stage.value) : {})),
    texts: computed(() => followed.value && followedTexts(followedNumbers(followed.value), followed.value.learningRate)),
    parts: computed(() => followed.value && partsOf(followed.value, descent.stage.value)),
    picture: computed(() => followed.value && stagePicture(followed.value, descent.stage.value)),
    place: computed(() => followed.value && stagePlace(followed.value, descent.stage.value)),
    layout: computed(() => graphLayout(sizes.value.split(',').map(Number), aspect.value)),
    resize(width, height) {
      if (width > 0 && height > 0) aspect.value = width / height;
    },
  };
}
