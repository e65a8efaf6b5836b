import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { nearestNeuron } from '../../domain/graph-layout.ts';
import { farthestInto } from '../../domain/parameter-id.ts';
import { nearestConnection } from '../../scenes/connection-segments.ts';
import { networkScene } from '../../scenes/network-scene.ts';
import { percent } from '../../ui/numbers.ts';
import { SaveButton } from '../../ui/save-button.tsx';
import { useMount } from '../../ui/use-mount.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { networkPicture } from './pictures.ts';
import type { Lesson } from './section-services.ts';
import { WORDS } from './words.ts';

/** How far from a neuron's middle, and from a line, the pointer finds it, in CSS pixels. */
const REACH = { neuron: 12, finger: 22, line: 8 };
const NO_PIXELS = new Uint8Array(784);

/** The network with the values of one image of the batch: activations forward, δ backward, gradients on connections. */
export function NetworkFigure(lesson: Lesson) {
  const { state, stage: stageOfPage, t, following } = lesson;
  const words = t(WORDS);
  const { descent } = state;
  const place = useRef<HTMLDivElement>(null);
  const canvas = useStageFigure(stageOfPage, networkScene, () => {
    const picture = following.picture.value;
    const id = descent.picked.value;
    return {
      layout: following.layout.value,
      pixels: descent.batch.value[descent.example.value]?.pixels ?? NO_PIXELS,
      brightness: picture?.brightness ?? null,
      signed: picture?.signed,
      connections: picture?.connections ?? null,
      front: Infinity,
      looked: following.place.value,
      selected: id,
      followed: id && id.input !== null ? { layer: id.layer, from: id.input, to: id.neuron } : null,
      hasGpu: stageOfPage.backend.value === 'webgl',
    };
  });
  useMount(() => {
    const element = place.current!;
    const sizes = new ResizeObserver(() => following.resize(element.clientWidth, element.clientHeight));
    sizes.observe(element);
    return () => sizes.disconnect();
  });
  const pickAt = (event: MouseEvent) => {
    const box = place.current!.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.height;
    const y = (event.clientY - box.top) / box.height;
    const layout = following.layout.value;
    const trace = descent.trace.value;
    if (!trace) return;
    const isFinger = 'pointerType' in event && event.pointerType === 'touch';
    const connections = following.picture.value?.connections;
    const near = nearestNeuron(layout, x, y, REACH.neuron / box.height);
    const line = near || !connections ? null : nearestConnection(layout, connections, x, y, REACH.line / box.height);
    if (line) descent.pick({ layer: line.layer, neuron: line.to, input: line.from });
    const neuron = near ?? (isFinger ? nearestNeuron(layout, x, y, REACH.finger / box.height) : null);
    if (neuron && !line) descent.pick(farthestInto(trace.network, trace.gradient, neuron.layer, neuron.neuron));
  };
  const text = useComputed(() => {
    const layers = following.layout.value.layers.length;
    const image = descent.example.value;
    const at = following.place.value;
    return words.network.text(
      image + 1,
      descent.batch.value[image]?.label ?? 0,
      words.stageLong(descent.stage.value, layers),
      at ? words.neuronName(at.layer, at.neuron, layers) : '',
    );
  });
  return (
    <figure class="backprop-network">
      <div class="backprop-figure-title">
        <h3>{words.network.title}</h3>
        {stageOfPage.backend.value !== 'none' && (
          <SaveButton
            label={words.network.saveLabel}
            fileName="backpropagation-network"
            picture={() => networkPicture(canvas.current!, following.layout.value, text.value)}
          >
            {words.network.save}
          </SaveButton>
        )}
      </div>
      <div class="backprop-place" ref={place} onClick={pickAt}>
        <canvas class="backprop-canvas" ref={canvas} role="img" aria-label={text} />
        <OutputLabels {...lesson} />
      </div>
      <Legend {...lesson} />
      <figcaption class="quiet">
        {words.network.caption(descent.stage.value)} {words.network.hint}
      </figcaption>
    </figure>
  );
}

/** The digit of each output, with its share once the forward pass has come there. */
function OutputLabels(lesson: Lesson) {
  const layout = lesson.following.layout.value;
  const outputs = layout.layers[layout.layers.length - 1]!;
  const isAcross = layout.direction === 'across';
  return (
    <div class={`backprop-outputs backprop-${layout.direction}`} aria-hidden="true">
      {Array.from({ length: outputs.count }, (_, digit) => (
        <span
          key={digit}
          style={{
            left: `${((outputs.x[digit]! + (isAcross ? outputs.radius : 0)) / layout.width) * 100}%`,
            top: `${(outputs.y[digit]! + (isAcross ? 0 : outputs.radius)) * 100}%`,
          }}
        >
          <b>{digit}</b> <Share {...lesson} digit={digit} />
        </span>
      ))}
    </div>
  );
}

function Share({ state: { descent }, following, digit }: Lesson & { readonly digit: number }) {
  const text = useComputed(() => {
    if (descent.stageIndex.value < following.layout.value.layers.length) return '';
    const trace = descent.isApplied.value ? descent.after.value : (following.followed.value?.trace ?? null);
    const share = trace?.examples[descent.example.value]?.activations.at(-1)?.[digit];
    return share === undefined ? '' : percent(share);
  });
  return <span class="changing">{text}</span>;
}

function Legend({ state: { descent }, t }: Lesson) {
  const words = t(WORDS).network;
  const { kind } = descent.stage.value;
  const line = kind === 'delta' ? 'w·δ' : kind === 'gradient' ? '∂C/∂w' : kind === 'update' ? '−η ∂C/∂w' : 'w·a';
  const isSigned = kind === 'delta' || kind === 'gradient' || kind === 'update';
  return (
    <ul class="backprop-legend">
      <li>
        <svg viewBox="0 0 26 12" aria-hidden="true">
          <circle class="legend-weak" cx="6" cy="6" r="5" />
          <circle class="legend-full" cx="20" cy="6" r="5" />
        </svg>
        {words.light}
      </li>
      <li>
        <svg viewBox="0 0 28 12" aria-hidden="true">
          <line class="legend-plus-line" x1="0" x2="28" y1="6" y2="6" />
        </svg>
        {words.positive(line)}
      </li>
      <li>
        <svg viewBox="0 0 28 12" aria-hidden="true">
          <line class="legend-minus-line" x1="0" x2="28" y1="6" y2="6" />
        </svg>
        {words.negative(line)}
      </li>
      <li>
        <svg viewBox="0 0 28 12" aria-hidden="true">
          <line class="legend-accent-line" x1="0" x2="18" y1="6" y2="6" />
          <rect class="legend-accent-box" x="18" y="1" width="9" height="10" />
        </svg>
        {words.followed}
      </li>
      <li>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <circle class="legend-accent-box" cx="6" cy="6" r="5" />
        </svg>
        {words.place}
      </li>
      <li class={isSigned ? '' : 'legend-off'}>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <circle class="legend-plus" cx="6" cy="6" r="5" />
        </svg>
        {words.positive('δ')}
      </li>
      <li class={isSigned ? '' : 'legend-off'}>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <circle class="legend-minus" cx="6" cy="6" r="4" />
        </svg>
        {words.negative('δ')}
      </li>
    </ul>
  );
}
