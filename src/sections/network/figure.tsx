import { useComputed } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { nearestNeuron } from '../../domain/graph-layout.ts';
import { restingValue } from '../../state/resting-value.ts';
import type { NeuronId } from '../../state/selection.ts';
import { percent } from '../../domain/numbers.ts';
import { LiveText } from '../../ui/live-text.tsx';
import { SaveFigure } from '../save-figure.tsx';
import { useMount } from '../../ui/use-mount.ts';
import { figurePicture } from '../figure-picture.ts';
import { OutputLabels } from '../output-labels.tsx';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { Legend } from './legend.tsx';
import { goToNeuron, LayerList } from './layer-list.tsx';
import type { Looking } from './looking.ts';
import { networkSummary } from './neuron-text.ts';
import type { Wave } from './wave.ts';
import { WORDS } from './words.ts';

/** How far from a neuron's middle the pointer finds it, in CSS pixels: a finger is wide. */
const REACH = 22;

const NO_PIXELS = new Uint8Array(784);
const OUTPUTS = 10;

/** The network as a picture that is pointed at, tapped and walked through. */
export function NetworkFigure(props: { readonly services: Services; readonly looking: Looking; readonly wave: Wave }) {
  const { services, looking, wave } = props;
  const { state, stage, t } = services;
  const words = t(WORDS);
  const { recognition, selection } = state;
  const place = useRef<HTMLDivElement>(null);
  const canvas = useStageFigure(stage, 'network', () => ({
    layout: looking.layout.value,
    pixels: recognition.activity.value?.pixels ?? NO_PIXELS,
    brightness: looking.brightness.value,
    connections: looking.connections.value,
    front: wave.front.value,
    looked: looking.neuron.value,
    selected: selection.neuron.value,
    outputTexts: outputTexts(services, wave.front.value >= looking.layout.value.layers.length),
  }));

  useMount(() => {
    const element = place.current!;
    const sizes = new ResizeObserver(() => looking.resize(element.clientWidth, element.clientHeight));
    sizes.observe(element);
    return () => sizes.disconnect();
  });

  const neuronAt = (event: MouseEvent): NeuronId | null => {
    const box = place.current!.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.height;
    const y = (event.clientY - box.top) / box.height;
    return nearestNeuron(looking.layout.value, x, y, REACH / box.height);
  };
  const [summary] = useState(() =>
    restingValue(() => {
      const activity = recognition.activity.value;
      if (activity) return networkSummary(words, activity);
      return recognition.status.value.kind === 'failed' ? words.failed : words.loading;
    }, state.pad.isPenDown),
  );
  const layout = looking.layout.value;
  return (
    <figure class="network-figure">
      <figcaption class="network-title">
        <Title {...services} />
        <SaveFigure
          stage={stage}
          label={words.saveLabel}
          fileName="network"
          picture={() => figurePicture([{ layers: [canvas.current!] }])}
        >
          {words.save}
        </SaveFigure>
      </figcaption>
      <div
        class={looking.neuron.value ? 'network-place network-pointed' : 'network-place'}
        ref={place}
        onPointerMove={(event) => event.pointerType !== 'touch' && looking.point(neuronAt(event))}
        onPointerLeave={() => looking.point(null)}
        onMouseDown={(event) => event.preventDefault()}
        onClick={(event) => {
          const id = neuronAt(event);
          if (event.detail === 0) return;
          if (id) goToNeuron(services, looking, id);
          else selection.select(null);
        }}
      >
        <canvas class="network-canvas" ref={canvas} role="img" aria-label={summary} />
        <div class={`network-counts network-${layout.direction}`} aria-hidden="true">
          <span
            style={{
              left: percentOf((layout.image.left + layout.image.side / 2) / layout.width),
              top: percentOf(layout.image.top),
            }}
          >
            {words.image}
          </span>
          {layout.layers.map(({ count, left, top, width }, layer) => (
            <span key={layer} style={{ left: percentOf((left + width / 2) / layout.width), top: percentOf(top) }}>
              {count}
            </span>
          ))}
        </div>
        {stage.backend.value === 'none' && <OutputLabels layout={layout} texts={outputTexts(services, true)} />}
        {layout.layers.map((_, layer) => (
          <LayerList key={layer} layer={layer} looking={looking} services={services} />
        ))}
      </div>
      <Legend services={services} looking={looking} />
    </figure>
  );
}

/** What is to be seen at present: a drawing, an empty pad, no network yet or none at all. */
function Title({ state, t }: Services) {
  const words = t(WORDS);
  const { recognition, pad } = state;
  const text = useComputed(() => {
    if (recognition.status.value.kind === 'failed') return words.failed;
    if (recognition.activity.value === null) return words.loading;
    return pad.isEmpty.value ? words.rest : words.title;
  });
  return <LiveText as="h3" text={text} texts={[words.failed, words.loading, words.rest, words.title]} />;
}

function percentOf(share: number): string {
  return `${share * 100}%`;
}

/** The share of each output, once there is a drawing and the forward pass has come to the outputs. */
function outputTexts({ state }: Pick<Services, 'state'>, isReached: boolean): string[] {
  const shares = state.recognition.probabilities.value;
  return Array.from({ length: OUTPUTS }, (_, digit) => (isReached ? (shares ? percent(shares[digit]!) : '–') : ''));
}
