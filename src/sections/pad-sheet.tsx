import { useSignal } from '@preact/signals';
import type { PadCursor } from '../scenes/pad-scene.ts';
import { useMount } from '../ui/use-mount.ts';
import { listenToKeys } from './pad-keyboard.ts';
import { listenToPointers } from './pad-pointer.ts';
import './pad-sheet.css';
import type { Services } from './section.ts';
import { useStageFigure } from './use-stage-figure.ts';

/** The sheet that is drawn on, for mouse, pen, touch and keys; every one on the page shows the same drawing. */
export function PadSheet(props: {
  readonly services: Services;
  /** As people who listen know it. */
  readonly name: string;
  /** Ids of what says what is on it and how it is used. */
  readonly describedBy: string;
  /** Lies over the pad while it is shown. */
  readonly hint: string;
  readonly isHinting: boolean;
  readonly words: { readonly penDown: (column: number, row: number) => string; readonly penUp: string };
}) {
  const { services, name, describedBy, hint, isHinting, words } = props;
  const { state, stage, announce } = services;
  const { pad } = state;
  const cursor = useSignal<PadCursor | null>(null);
  const canvas = useStageFigure(stage, 'pad', () => ({
    drawing: pad.drawing.value,
    picture: pad.picture.value,
    cursor: cursor.value,
  }));

  useMount(() => {
    const element = canvas.current!;
    const radius = () => (pad.tool.value === 'eraser' ? pad.eraserRadius.value : pad.brush.value.size / 2);
    const stopPointers = listenToPointers(element, pad, (at) => {
      cursor.value = at && pad.tool.value === 'eraser' ? { at, radius: radius(), byKeyboard: false } : null;
    });
    const stopKeys = listenToKeys(element, pad, {
      moved: (at) => (cursor.value = at && { at, radius: radius(), byKeyboard: true }),
      penDown: ({ x, y }) => announce(words.penDown(Math.round(x), Math.round(y))),
      penUp: () => announce(words.penUp),
    });
    return () => {
      stopPointers();
      stopKeys();
    };
  });

  return (
    <div class="pad-place">
      <canvas
        class={pad.tool.value === 'eraser' ? 'pad pad-erasing' : 'pad'}
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-label={name}
        aria-describedby={describedBy}
      />
      {/* Always there, and only its colour changes: Chromium builds no layers anew for that. */}
      <p class={isHinting ? 'pad-hint' : 'pad-hint pad-hint-off'} aria-hidden={!isHinting}>
        {hint}
      </p>
    </div>
  );
}
