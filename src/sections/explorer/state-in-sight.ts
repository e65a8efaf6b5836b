import { computed, type ReadonlySignal } from '@preact/signals';
import type { State } from '../../state/state.ts';

/**
 * The page's state as the section shows it: what changes while it is out of sight costs it nothing.
 *
 * Then network, drawing, held neuron and selection stand still, all at the same moment, so that they always fit one another.
 */
export function stateInSight(state: State, isInSight: ReadonlySignal<boolean>): State {
  const { recognition, readable, selection, imageChoice } = state;
  const now = () => ({
    status: recognition.status.value,
    activity: recognition.activity.value,
    learned: recognition.learned.value,
    parameters: recognition.parameters.value,
    clamp: recognition.clamp.value,
    readable: readable.value,
    neuron: selection.neuron.value,
    available: imageChoice.available.value,
    missing: imageChoice.missing.value,
  });
  let last: ReturnType<typeof now> | null = null;
  const moment = computed(() => {
    // Before there is a network there is nothing to stand still.
    if (isInSight.value || last?.status.kind !== 'ready') last = now();
    return last;
  });
  return {
    ...state,
    recognition: {
      ...recognition,
      status: computed(() => moment.value.status),
      activity: computed(() => moment.value.activity),
      learned: computed(() => moment.value.learned),
      parameters: computed(() => moment.value.parameters),
      clamp: computed(() => moment.value.clamp),
    },
    readable: computed(() => moment.value.readable),
    imageChoice: {
      ...imageChoice,
      available: computed(() => moment.value.available),
      missing: computed(() => moment.value.missing),
    },
    selection: { ...selection, neuron: computed(() => moment.value.neuron) },
  };
}
