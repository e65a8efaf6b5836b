import { layerLine } from './plot-views.ts';
import { Stroke } from './stroke.tsx';
import type { TrainingWords } from './words.ts';

/** Which line of a plot is which layer. */
export function LayerLegend({ layers, words }: { readonly layers: number; readonly words: TrainingWords }) {
  return (
    <ul class="plots-legend">
      {Array.from({ length: layers }, (_, layer) => (
        <li key={layer}>
          <Stroke line={layerLine(layer)} /> {words.layerName(layer, layers)}
        </li>
      ))}
    </ul>
  );
}
