import { useComputed } from '@preact/signals';
import { inFeaturesOf, type Loss } from '../../domain/network.ts';
import { Choice } from '../../ui/choice.tsx';
import { Slider } from '../../ui/slider.tsx';
import type { Services } from '../section.ts';
import { Digit } from './digit.tsx';
import { LEARNING_RATE, type Following } from './following.ts';
import { WORDS } from './words.ts';

const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];

interface Props {
  readonly services: Services;
  readonly following: Following;
}

/** The cost, the image and its digit, the weight that is followed, and how far it moves. */
export function Controls({ services, following }: Props) {
  const { state, t } = services;
  const words = t(WORDS);
  const loss = state.lesson.loss.value;
  return (
    <div class="mathematics-controls">
      <div class="example-cost">
        <Choice
          label={words.cost}
          options={LOSSES.map((value) => ({ value, label: words.costs[value] }))}
          value={loss}
          onChange={state.lesson.setLoss}
        />
        <p class="quiet">{words.costNote(loss, following.network.value.loss === loss)}</p>
      </div>
      <Digit services={services} following={following} />
      <div class="example-weight" role="group" aria-label={words.weight.title}>
        <Layers services={services} following={following} />
        <Place services={services} following={following} />
        <Rate services={services} following={following} />
      </div>
    </div>
  );
}

function Layers({ services, following }: Props) {
  const words = services.t(WORDS).weight;
  const layer = following.layer.value;
  const { neuron, input } = following.choice.value;
  return (
    <div class="example-layers">
      <span class="example-label">{words.layer}</span>
      <Choice
        label={words.layer}
        options={following.network.value.layers.map((_, index) => ({ value: String(index), label: String(index + 1) }))}
        value={String(layer)}
        onChange={(next) => following.choose({ layer: Number(next), neuron: null, input: null })}
      />
      <button
        class="button"
        type="button"
        aria-pressed={neuron === null && input === null}
        onClick={() => following.choose({ layer, neuron: null, input: null })}
      >
        {words.steepest}
      </button>
    </div>
  );
}

/** The neuron that the weight leads into, and the one that it comes from. */
function Place({ services, following }: Props) {
  const words = services.t(WORDS).weight;
  const network = following.network.value;
  const layer = following.layer.value;
  const neuron = useComputed(() => placeOf(following)?.neuron ?? 0).value;
  const input = useComputed(() => placeOf(following)?.input ?? 0).value;
  const isOutput = layer === network.layers.length - 1;
  const first = isOutput ? 0 : 1;
  const { outFeatures } = network.layers[layer]!;
  return (
    <>
      <Slider
        label={isOutput ? words.output : words.neuron}
        least={first}
        most={outFeatures - 1 + first}
        step={1}
        digits={0}
        value={neuron + first}
        onChange={(next) => {
          const index = within(next - first, outFeatures);
          following.choose({ layer, neuron: index, input: following.choice.peek().input });
        }}
      />
      <Slider
        label={layer === 0 ? words.pixel : words.input}
        least={1}
        most={inFeaturesOf(network, layer)}
        step={1}
        digits={0}
        value={input + 1}
        onChange={(next) => {
          following.choose({ layer, neuron, input: within(next - 1, inFeaturesOf(network, layer)) });
        }}
      />
    </>
  );
}

function Rate({ services, following }: Props) {
  return (
    <Slider
      label={services.t(WORDS).weight.rate}
      {...LEARNING_RATE}
      digits={3}
      value={following.learningRate.value}
      onChange={following.setLearningRate}
    />
  );
}

function placeOf({ example }: Following): { readonly neuron: number; readonly input: number } | null {
  const shown = example.value;
  return shown === null || shown === 'beyond' ? null : shown;
}

function within(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.round(place)));
}
