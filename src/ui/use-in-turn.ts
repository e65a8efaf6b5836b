import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { inTurn } from './turns.ts';

/** What `source` says, for a text: it follows in its turn, on a fast machine in the same frame. */
export function useInTurn<Value>(source: ReadonlySignal<Value>): ReadonlySignal<Value> {
  return useMemo(() => inTurn(source), [source]);
}
