import { computed, type ReadonlySignal } from '@preact/signals';

/** A value that stays as it was while it rests, and costs nothing then: what nobody can see or hear while the pen moves. */
export function restingValue<Value>(value: () => Value, rests: ReadonlySignal<boolean>): ReadonlySignal<Value> {
  let last: { readonly value: Value } | null = null;
  return computed(() => {
    if (!last || !rests.value) last = { value: value() };
    return last.value;
  });
}
