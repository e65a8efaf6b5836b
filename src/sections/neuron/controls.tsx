import { useComputed } from '@preact/signals';
import type { Activation } from '../../domain/network.ts';
import { NEURON_NUMBERS, type NeuronBench, type NeuronNumber } from '../../state/neuron-bench.ts';
import { Choice } from '../../ui/choice.tsx';
import { Slider } from '../../ui/slider.tsx';
import type { Services } from '../section.ts';
import { ACTIVATIONS } from './formulas.ts';
import { WORDS } from './words.ts';

const ALWAYS: readonly NeuronNumber[] = ['x1', 'x2', 'w1', 'w2', 'b'];
/** What only one function has. */
const EXTRAS: Readonly<Partial<Record<Activation, readonly NeuronNumber[]>>> = {
  'leaky-relu': ['alpha'],
  softmax: ['z2', 'z3', 'temperature'],
};

/** Every number of the neuron, its function, and the way back. */
export function Controls({ state: { neuronBench }, announce, t }: Pick<Services, 'state' | 'announce' | 't'>) {
  const words = t(WORDS);
  const activation = useComputed(() => neuronBench.settings.value.activation).value;
  const extras = EXTRAS[activation];
  const sliders = (names: readonly NeuronNumber[], label: string) => (
    <div class="neuron-sliders" role="group" aria-label={label} onChange={neuronBench.settle}>
      {names.map((name) => (
        <NumberSlider key={name} bench={neuronBench} name={name} label={words.numbers[name]} />
      ))}
    </div>
  );
  return (
    <div class="neuron-controls">
      <Choice
        label={words.function}
        options={ACTIVATIONS.map((value) => ({ value, label: words.names[value] }))}
        value={activation}
        onChange={neuronBench.setActivation}
      />
      {sliders(ALWAYS, words.controls)}
      <div class="neuron-buttons">
        <button class="button" type="button" disabled={!neuronBench.canUndo.value} onClick={neuronBench.undo}>
          {words.undo}
        </button>
        <button class="button" type="button" disabled={!neuronBench.canRedo.value} onClick={neuronBench.redo}>
          {words.redo}
        </button>
        <button
          class="button"
          type="button"
          disabled={neuronBench.isAtStart.value}
          onClick={() => {
            neuronBench.reset();
            announce(words.wasReset);
          }}
        >
          {words.reset}
        </button>
      </div>
      <p class="neuron-tries">
        <span>{words.tries}</span>{' '}
        <button
          class="button-plain"
          type="button"
          onClick={() => neuronBench.arrange({ activation: 'relu', w1: -1.2, b: -0.5 })}
        >
          {words.tryDying}
        </button>{' '}
        <button
          class="button-plain"
          type="button"
          onClick={() => neuronBench.arrange({ activation: 'sigmoid', x1: 2, w1: 2, x2: 1, w2: 1.5, b: 2 })}
        >
          {words.trySaturated}
        </button>
      </p>
      {extras && (
        <>
          <p class="quiet">{words.extras(words.names[activation])}</p>
          {sliders(extras, words.extras(words.names[activation]))}
        </>
      )}
    </div>
  );
}

/** Reads its own number only, so that a slide renders one slider and not the section. */
function NumberSlider({ bench, name, label }: { bench: NeuronBench; name: NeuronNumber; label: string }) {
  const value = useComputed(() => bench.settings.value[name]);
  const { least, most, step } = NEURON_NUMBERS[name];
  return (
    <Slider
      label={label}
      least={least}
      most={most}
      step={step}
      digits={2}
      value={value.value}
      onChange={(next) => bench.set({ [name]: next })}
    />
  );
}
