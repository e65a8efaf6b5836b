import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { paced } from '../state/paced.ts';

/** Between two texts for somebody who has come to a changing picture and is read what it shows, ms. */
const HEARD_MS = 250;

/** A text for those who listen: it follows at once, but not at every frame of a movement. */
export function useHeard(text: ReadonlySignal<string>): ReadonlySignal<string> {
  return useMemo(() => paced(text, HEARD_MS), [text]);
}
