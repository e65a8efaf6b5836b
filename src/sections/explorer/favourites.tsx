import { useComputed } from '@preact/signals';
import { FAVOURITES } from '../../domain/neuron-statistics.ts';
import type { Pattern } from '../../scenes/color-ramps.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import type { NeuronServices } from './explorer-services.ts';
import { digitsName } from './shown-digits.tsx';
import { shownNeuron } from './shown-neuron.ts';
import { WORDS } from './words.ts';

const PIXELS = 784;
const NONE: ReadonlySet<number> = new Set();

/** The nine of the digits shown that excite a neuron most. */
export function Favourites({ state, stage, t, neuron: id }: NeuronServices) {
  const words = t(WORDS).neuron;
  const digits = digitsName(state.analysis.images.value, t(WORDS));
  const favourites = useComputed(() => {
    const shown = shownNeuron(state);
    const findings = state.analysis.findings.value;
    const numbers = shown && findings?.statistics[shown.layer]?.[shown.neuron]?.favourites;
    if (!numbers || !findings) return [];
    const all = findings.favourites;
    return numbers.map((number) => {
      const place = all.numbers.indexOf(number);
      const values = all.pixels.subarray(place * PIXELS, (place + 1) * PIXELS);
      return { label: all.labels[place]!, pattern: { values, scale: 'grey', reach: 255 } satisfies Pattern };
    });
  });
  const canvas = useStageFigure(stage, 'tileSheet', () => {
    const tiles: (Pattern | null)[] = favourites.value.map(({ pattern }) => pattern);
    while (tiles.length < FAVOURITES) tiles.push(null);
    return { columns: FAVOURITES, tiles, struck: NONE };
  });
  const isDead = state.analysis.findings.value?.statistics[id.layer]?.[id.neuron]?.isDead === true;
  const labels = favourites.value.map(({ label }) => label).join(', ');
  const title = words.favourites(isDead, digits);
  return (
    <div class="favourites">
      <h4>{title}</h4>
      <canvas
        class="favourites-picture pattern-picture"
        data-name={title}
        ref={canvas}
        role="img"
        aria-label={labels ? words.favourite(digits, labels) : words.searching}
      />
    </div>
  );
}
