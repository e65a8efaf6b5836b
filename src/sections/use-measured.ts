import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useMount } from '../ui/use-mount.ts';

/** The size of a canvas, and of the page's text, in CSS pixels; width and height are 0 until they are known. */
export function useMeasured(
  canvas: RefObject<HTMLCanvasElement | null>,
): ReadonlySignal<{ readonly width: number; readonly height: number; readonly textSize: number }> {
  const size = useSignal({ width: 0, height: 0, textSize: 16 });
  useMount(() => {
    const element = canvas.current!;
    const measure = new ResizeObserver(() => {
      const textSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      size.value = { width: element.clientWidth, height: element.clientHeight, textSize };
    });
    measure.observe(element);
    return () => measure.disconnect();
  });
  return size;
}
