import { effect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { Scene, Stage } from '../scenes/stage.ts';
import { useMount } from '../ui/use-mount.ts';

/**
 * A canvas that shows a scene for as long as its component lives.
 *
 * `view` reads the signals that the scene shows; whenever one of them changes, the picture is drawn again.
 */
export function useStageFigure<View>(
  stage: Stage,
  scene: (view: () => View) => Scene,
  view: () => View,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useMount(() => {
    const figure = stage.show(canvas.current!, () => scene(view));
    const stop = effect(() => {
      view();
      figure.changed();
    });
    return () => {
      stop();
      figure.remove();
    };
  });
  return canvas;
}
