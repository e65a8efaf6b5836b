import { signal, useComputed, type ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { measuredAnySize } from '../../domain/decimals.ts';
import { decimal, roughly } from '../../domain/numbers.ts';
import { Switch } from '../../ui/switch.tsx';
import type { Services } from '../section.ts';
import { Plot } from './plot.tsx';
import { LayerLegend } from './layer-legend.tsx';
import {
  EARLIER_LINE,
  layersView,
  measuredView,
  speedView,
  TRAINING_LINE,
  VALIDATION_LINE,
  type PlotScales,
} from './plot-views.ts';
import { Stroke } from './stroke.tsx';
import { TimeTravel } from './time-travel.tsx';
import { WORDS } from './words.ts';

/** How the axes are divided; one choice for all plots. */
function createScales() {
  const scales = signal<PlotScales>({ loss: false, steps: false });
  return {
    scales: scales as ReadonlySignal<PlotScales>,
    setScales: (changes: Partial<PlotScales>) => {
      scales.value = { ...scales.peek(), ...changes };
    },
  };
}

/** How training goes: loss and accuracy over all steps, and what the layers are like meanwhile. */
export function Plots(services: Services) {
  const words = services.t(WORDS);
  const { plots } = words;
  const { training } = services.state;
  const [{ scales, setScales }] = useState(createScales);
  const looks = useComputed(() => {
    void training.revision.value;
    return training.history.present?.looks;
  });
  const layerNames = { step: plots.step, layer: words.layerName };
  const read =
    <View,>(view: () => View) =>
    () => {
      void training.revision.value;
      return view();
    };
  const layerPlot = (
    name: string,
    title: string,
    value: Parameters<typeof layersView>[2],
    axis: Parameters<typeof layersView>[3],
  ) => (
    <Plot
      services={services}
      name={name}
      title={title}
      number={name === 'dead' ? String : measuredAnySize}
      view={() => {
        // Between two looks nothing is known of the layers.
        void looks.value;
        return layersView(training.history, training.visited.value, value, axis, scales.value, layerNames);
      }}
    />
  );
  return (
    <div class="training-plots">
      <div class="plots-head">
        <Legend {...services} />
        <span class="plots-scales">
          <Switch on={scales.value.loss} onChange={(loss) => setScales({ loss })}>
            {plots.logarithmicLoss}
          </Switch>
          <Switch on={scales.value.steps} onChange={(steps) => setScales({ steps })}>
            {plots.logarithmicSteps}
          </Switch>
        </span>
      </div>
      <Plot
        services={services}
        name="loss"
        title={plots.lossTitle}
        number={measuredAnySize}
        view={read(() => measuredView(training.history, training.visited.value, 'loss', scales.value, plots.loss, plots))}
      />
      <Plot
        services={services}
        name="accuracy"
        title={plots.accuracyTitle}
        number={(value) => `${decimal(value, 2)} %`}
        view={read(() =>
          measuredView(training.history, training.visited.value, 'accuracy', scales.value, plots.accuracy, plots),
        )}
      />
      <TimeTravel {...services} />
      <Plot
        services={services}
        name="speed"
        title={plots.speedTitle}
        number={roughly}
        caption={plots.speedCaption}
        view={() => {
          // Between two looks nothing is known.
          void looks.value;
          return speedView(training.history, training.visited.value, scales.value, plots.speedAxis, plots);
        }}
      />
      <div class="training-layers">
        {layerPlot('gradient', plots.gradientTitle, (layer) => layer.gradientNorm, { label: '', isLogarithmic: true })}
        {layerPlot('weights', plots.weightTitle, (layer) => layer.weightNorm, { label: '', from: 0 })}
        {layerPlot('ratio', plots.ratioTitle, (layer) => layer.updateRatio, { label: '', isLogarithmic: true })}
        {layerPlot('dead', plots.deadTitle, (layer) => layer.dead, { label: '', from: 0 })}
      </div>
      <LayerCaption {...services} />
    </div>
  );
}

/** Of the plots that show training and validation; what is not there for now keeps its place. */
function Legend({ state, t }: Services) {
  const { plots } = t(WORDS);
  const { training } = state;
  void training.revision.value;
  const hasEarlier = training.history.branches.length > 1;
  return (
    <>
      <ul class="plots-legend">
        <li>
          <Stroke line={VALIDATION_LINE} /> {plots.validation}
        </li>
        <li>
          <Stroke line={TRAINING_LINE} /> {plots.training}
        </li>
        <li>
          <svg class="plots-here" viewBox="0 0 12 12" aria-hidden="true">
            <circle cx="6" cy="6" r="5" />
          </svg>{' '}
          {plots.here}
        </li>
      </ul>
      <ul class={hasEarlier ? 'plots-legend' : 'plots-legend plots-legend-off'}>
        <li>
          <Stroke line={EARLIER_LINE} /> {plots.earlier}{' '}
          <button class="button-plain" type="button" onClick={training.forgetOthers}>
            {plots.forget}
          </button>
        </li>
      </ul>
    </>
  );
}

function LayerCaption({ state, t }: Services) {
  const words = t(WORDS);
  const { look, settings } = state.training;
  return (
    <div class="plots-layer-legend quiet">
      <LayerLegend layers={look.value?.layers.length ?? settings.value.hidden.length + 1} words={words} />
      <p>
        {words.plots.layersCaption} {words.plots.ratioCaption}
      </p>
    </div>
  );
}
