import { effect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { SceneName, SceneViews } from '../scenes/scenes.ts';
import type { Stage } from '../scenes/stage.ts';
import { useMount } from '../ui/use-mount.ts';

/**
 * A canvas that shows a scene for as long as its component lives.
 *
 * `view` reads the signals that the scene shows; whenever one of them changes, the picture is drawn again. It is called once in the
 * frame that orders the picture and at no other time: an event waits for no picture, and one that is out of sight costs nothing.
 */
export function useStageFigure<Name extends SceneName>(
  stage: Stage,
  scene: Name,
  view: () => SceneViews[Name],
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useMount(() => {
    let stop = () => {};
    const followed = () => {
      stop();
      let seen: SceneViews[Name] | undefined;
      let isDrawn = false;
      stop = effect(() => {
        // It hears of one change only; the drawing that follows listens anew.
        if (isDrawn) return figure.changed();
        isDrawn = true;
        seen = view();
      });
      return seen!;
    };
    const figure = stage.show(canvas.current!, scene, followed);
    return () => {
      stop();
      figure.remove();
    };
  });
  return canvas;
}
