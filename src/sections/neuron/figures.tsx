import { useComputed } from '@preact/signals';
import { ACTIVATION_FUNCTIONS } from '../../domain/activation-functions.ts';
import { HIDDEN_ACTIVATIONS } from '../../domain/network.ts';
import { measured } from '../../domain/decimals.ts';
import { useHeard } from '../../ui/use-heard.ts';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { FigureFrame } from './figure-frame.tsx';
import { shownOf } from './shown.ts';
import { WORDS } from './words.ts';

/** The neuron itself. */
export function NeuronFigure(services: Services) {
  const { state, stage, t } = services;
  const all = t(WORDS);
  const { settings, result } = state.neuronBench;
  const shown = shownOf(state.neuronBench);
  const view = () => ({
    settings: settings.value,
    result: result.value,
    shown: { ...shown.value, name: all.names[settings.value.activation] },
  });
  const canvas = useStageFigure(stage, 'neuron', view);
  const text = useHeard(useComputed(() => all.neuron.text(view().shown)));
  return (
    <FigureFrame services={services} name="diagram" title={all.neuron.title} caption={all.neuron.caption} canvas={canvas}>
      <canvas class="neuron-canvas" ref={canvas} role="img" aria-label={text} />
    </FigureFrame>
  );
}

/** Every function at the present z, with its slope; softmax beside them. */
export function CurvesFigure(services: Services) {
  const { state, stage, t } = services;
  const all = t(WORDS);
  const words = all.curves;
  const { settings, result } = state.neuronBench;
  const shown = shownOf(state.neuronBench);
  const canvas = useStageFigure(stage, 'curves', () => ({
    settings: settings.value,
    result: result.value,
    words: { names: all.names, shares: words.shares, shareSlopes: words.shareSlopes },
    shown: shown.value,
  }));
  const text = useComputed(() => {
    const { alpha } = settings.value;
    const { z } = result.value;
    const texts = shown.value;
    const values = HIDDEN_ACTIVATIONS.map((name) => {
      const f = ACTIVATION_FUNCTIONS[name];
      return words.value(all.names[name], measured(f.value(z, alpha)), measured(f.slope(z, alpha)));
    });
    const shares = ['z', 'z₂', 'z₃'].map((name, index) => words.share(name, texts.shares[index]!));
    return words.text(texts.z, values.join(', '), shares.join(', '));
  });
  const heard = useHeard(text);
  return (
    <FigureFrame services={services} name="curves" title={words.title} caption={words.caption} canvas={canvas}>
      <canvas class="neuron-canvas" ref={canvas} role="img" aria-label={heard} />
    </FigureFrame>
  );
}
