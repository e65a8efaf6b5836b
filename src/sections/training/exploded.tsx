import { useComputed } from '@preact/signals';
import type { ExplodedStep } from '../../engine/laboratory.ts';
import { measuredAnySize } from '../../domain/decimals.ts';
import type { Services } from '../section.ts';
import { LayerLegend } from './layer-legend.tsx';
import { Plot } from './plot.tsx';
import { layerLine, type NamedPlot } from './plot-views.ts';
import { WORDS } from './words.ts';

/** Nothing, until a step explodes: then what it was, how it came, and how to go on. */
export function Exploded(services: Services) {
  const words = services.t(WORDS);
  const { training } = services.state;
  const status = training.status.value;
  if (status.kind !== 'exploded') return null;
  const { step } = status;
  const layers = step.before[0]?.norms.length ?? 0;
  const tenth = words.rate(training.settings.value.learningRate / 10);
  return (
    <div class="training-exploded" role="alert">
      <h3>{words.explosion.title(step.position.step + 1)}</h3>
      <p>
        {words.explosion.what(step.explosion, layers)} {words.explosion.kept}
      </p>
      <button class="button" type="button" onClick={training.goOnSlower}>
        {words.explosion.slower(tenth)}
      </button>
      {/* Of the very first step there is nothing to see. */}
      {step.before.length > 1 && <Growth services={services} step={step} />}
    </div>
  );
}

function Growth({ services, step }: { readonly services: Services; readonly step: ExplodedStep }) {
  const words = services.t(WORDS);
  const plot = useComputed(() => normsView(step, words.plots.step, words.layerName));
  return (
    <>
      <Plot services={services} name="norms" title={words.explosion.norms} number={measuredAnySize} view={() => plot.value} />
      <LayerLegend layers={plot.value.lines.length} words={words} />
    </>
  );
}

function normsView({ before }: ExplodedStep, label: string, name: (layer: number, layers: number) => string): NamedPlot {
  const x = before.map(({ step }) => step);
  const layers = before[0]?.norms.length ?? 0;
  return {
    x: { from: x[0] ?? 0, to: x.at(-1) ?? 1, label, isWhole: true },
    y: { label: '‖W‖', isLogarithmic: true },
    lines: Array.from({ length: layers }, (_, layer) => ({
      name: name(layer, layers),
      x,
      y: before.map(({ norms }) => norms[layer]!),
      ...layerLine(layer),
    })),
    points: [],
  };
}
