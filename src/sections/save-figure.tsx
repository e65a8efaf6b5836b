import type { ComponentProps } from 'preact';
import type { Stage } from '../scenes/stage.ts';
import { SaveButton } from '../ui/save-button.tsx';

/**
 * Saves a figure as a picture, where there are pictures.
 *
 * A component of its own: one that renders again by itself takes the signals from the elements that it is given as children.
 */
export function SaveFigure({ stage, ...button }: { readonly stage: Stage } & Omit<ComponentProps<typeof SaveButton>, 'ready'>) {
  return stage.backend.value === 'none' ? null : <SaveButton {...button} ready={stage.drawn} />;
}
