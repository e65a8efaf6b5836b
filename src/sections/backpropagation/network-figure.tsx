import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { nearestNeuron } from '../../domain/graph-layout.ts';
import { farthestInto } from '../../domain/parameter-id.ts';
import { nearestConnection } from '../../scenes/connection-lines.ts';
import { percent } from '../../domain/numbers.ts';
import { FigureLegend, LegendEntry, LegendLine } from '../../ui/legend.tsx';
import { SaveFigure } from '../save-figure.tsx';
import { useMount } from '../../ui/use-mount.ts';
import { figurePicture } from '../figure-picture.ts';
import { OutputLabels } from '../output-labels.tsx';
import { useStageFigure } from '../use-stage-figure.ts';
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
  const canvas = useStageFigure(stageOfPage, 'network', () => {
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
      outputTexts: outputTexts(lesson),
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
        <SaveFigure
          stage={stageOfPage}
          label={words.network.saveLabel}
          fileName="backpropagation-network"
          picture={() => figurePicture([{ name: text.value, layers: [canvas.current!] }])}
        >
          {words.network.save}
        </SaveFigure>
      </div>
      <div class="backprop-place" ref={place} onClick={pickAt}>
        <canvas class="backprop-canvas" ref={canvas} role="img" aria-label={text} />
        {stageOfPage.backend.value === 'none' && <OutputLabels layout={following.layout.value} texts={outputTexts(lesson)} />}
      </div>
      <Legend {...lesson} />
      <figcaption class="quiet">
        {words.network.caption(descent.stage.value)} {words.network.hint}
      </figcaption>
    </figure>
  );
}

/** The share of each output, once the forward pass has come there. */
function outputTexts({ state: { descent }, following }: Lesson): string[] {
  const { layers } = following.layout.value;
  const isReached = descent.stageIndex.value >= layers.length;
  const trace = descent.isApplied.value ? descent.after.value : (following.followed.value?.trace ?? null);
  const shares = isReached ? trace?.examples[descent.example.value]?.activations.at(-1) : null;
  return Array.from({ length: layers[layers.length - 1]!.count }, (_, digit) => (shares ? percent(shares[digit]!) : ''));
}

function Legend({ state: { descent }, t }: Lesson) {
  const words = t(WORDS).network;
  const { kind } = descent.stage.value;
  const line = kind === 'delta' ? 'w·δ' : kind === 'gradient' ? '∂C/∂w' : kind === 'update' ? '−η ∂C/∂w' : 'w·a';
  const isSigned = kind === 'delta' || kind === 'gradient' || kind === 'update';
  return (
    <FigureLegend class="backprop-legend">
      <LegendEntry
        width={26}
        sign={
          <>
            <circle class="legend-weak" cx="6" cy="6" r="5" />
            <circle class="legend-full" cx="20" cy="6" r="5" />
          </>
        }
      >
        {words.light}
      </LegendEntry>
      <LegendLine line="legend-plus-line">{words.positive(line)}</LegendLine>
      <LegendLine line="legend-minus-line">{words.negative(line)}</LegendLine>
      <LegendEntry
        width={28}
        sign={
          <>
            <line class="legend-accent-line" x1="0" x2="18" y1="6" y2="6" />
            <rect class="legend-accent-box" x="18" y="1" width="9" height="10" />
          </>
        }
      >
        {words.followed}
      </LegendEntry>
      <LegendEntry width={12} sign={<circle class="legend-accent-box" cx="6" cy="6" r="5" />}>
        {words.place}
      </LegendEntry>
      <LegendEntry width={12} sign={<circle class="legend-plus" cx="6" cy="6" r="5" />} isOff={!isSigned}>
        {words.positive('δ')}
      </LegendEntry>
      <LegendEntry width={12} sign={<circle class="legend-minus" cx="6" cy="6" r="4" />} isOff={!isSigned}>
        {words.negative('δ')}
      </LegendEntry>
    </FigureLegend>
  );
}
