import { signal, type ReadonlySignal } from '@preact/signals';

/** Is any of an element on the screen? What only touches the edge of the screen is not. `stop` ends the watch. */
export function watchSight(element: Element): { readonly isInSight: ReadonlySignal<boolean>; readonly stop: () => void } {
  const isInSight = signal(false);
  const observer = new IntersectionObserver(
    (entries) => {
      isInSight.value = entries[entries.length - 1]!.isIntersecting;
    },
    { rootMargin: '-1px' },
  );
  observer.observe(element);
  return { isInSight, stop: () => observer.disconnect() };
}
