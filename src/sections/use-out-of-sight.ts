import { computed, useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { settled } from '../state/settled.ts';
import type { State } from '../state/state.ts';
import { watchSight } from '../ui/in-sight.ts';
import { useMount } from '../ui/use-mount.ts';

/** How long what is drawn has stayed as it is before what is out of sight follows: longer than from one stroke of a digit to the next. */
const SETTLED_MS = 800;

/** Is `place` where nobody sees it while the drawing is on its way? What it shows may rest until then: it comes last. */
export function useOutOfSight(place: RefObject<Element | null>, { pad, recognition }: State): ReadonlySignal<boolean> {
  const isInSight = useSignal(false);
  useMount(() => {
    const sight = watchSight(place.current!);
    const stopFollowing = sight.isInSight.subscribe((now) => {
      isInSight.value = now;
    });
    return () => {
      stopFollowing();
      sight.stop();
    };
  });
  const [rests] = useState(() => {
    const isSettled = settled(recognition.activity, SETTLED_MS);
    return computed(() => {
      // Asked in any case: only somebody who is listened to knows how long ago the last change was.
      const isMoving = !isSettled.value;
      return !isInSight.value && (pad.isPenDown.value || isMoving);
    });
  });
  return rests;
}
