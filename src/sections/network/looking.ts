import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { graphLayout, type GraphLayout } from '../../domain/graph-layout.ts';
import { DIGIT_NETWORK, layerSizes } from '../../domain/network.ts';
import { strongestConnections, strongestInto, type Connections } from '../../domain/strongest-connections.ts';
import type { NeuronId } from '../../state/selection.ts';
import type { State } from '../../state/state.ts';
import { brightnessOf } from './brightness.ts';
import { WAVE_SPEED } from './wave.ts';

/** How many connections are shown in all: the same number for each layer. */
export const CONNECTIONS = { least: 0, most: 400, step: 4, start: 80 } as const;

/** What a person looks at in the network's figure, and what follows from it. */
export interface Looking {
  /** The size of the figure in CSS pixels; 0 until it is known. */
  readonly resize: (width: number, height: number) => void;
  readonly height: ReadonlySignal<number>;
  readonly layout: ReadonlySignal<GraphLayout>;
  readonly point: (neuron: NeuronId | null) => void;
  readonly focus: (neuron: NeuronId | null) => void;
  /** The neuron under the pointer, else the one that keys have come to, else the selected one. */
  readonly neuron: ReadonlySignal<NeuronId | null>;
  readonly focused: ReadonlySignal<NeuronId | null>;
  /** The neuron of each layer that keys have last come to; the first where they have not been. */
  readonly reached: ReadonlySignal<readonly number[]>;
  readonly brightness: ReadonlySignal<readonly Float32Array[] | null>;
  readonly connections: ReadonlySignal<Connections | null>;
  readonly connectionCount: ReadonlySignal<number>;
  readonly setConnectionCount: (count: number) => void;
  readonly speed: ReadonlySignal<number>;
  readonly setSpeed: (speed: number) => void;
}

export function createLooking({ recognition, selection }: State): Looking {
  const aspect = signal(1.7);
  const height = signal(0);
  const pointed = signal<NeuronId | null>(null);
  const focused = signal<NeuronId | null>(null);
  const reached = signal<readonly number[]>([]);
  const connectionCount = signal<number>(CONNECTIONS.start);
  const speed = signal<number>(WAVE_SPEED.start);
  const sizes = computed(() => layerSizes(recognition.activity.value?.network ?? DIGIT_NETWORK).join());
  const layout = computed(() => graphLayout(sizes.value.split(',').map(Number), aspect.value));
  const isThere = (id: NeuronId | null) => id !== null && id.neuron < (layout.value.layers[id.layer]?.count ?? 0);
  const neuron = computed(() => [pointed.value, focused.value, selection.neuron.value].find(isThere) ?? null);
  const connections = computed(() => {
    const activity = recognition.activity.value;
    const parameters = recognition.parameters.value;
    if (!activity || !parameters) return null;
    if (neuron.value) return strongestInto(activity, parameters, neuron.value, connectionCount.value);
    return strongestConnections(activity, parameters, Math.round(connectionCount.value / activity.network.layers.length));
  });
  return {
    resize(width, tall) {
      if (!(width > 0 && tall > 0)) return;
      aspect.value = width / tall;
      height.value = tall;
    },
    height,
    layout,
    point(id) {
      if (!same(id, pointed.value)) pointed.value = id;
    },
    focus(id) {
      if (same(id, focused.value)) return;
      batch(() => {
        focused.value = id;
        if (id)
          reached.value = layout.value.layers.map((_, layer) => (layer === id.layer ? id.neuron : (reached.value[layer] ?? 0)));
      });
    },
    neuron,
    focused,
    reached,
    brightness: computed(() => recognition.activity.value && brightnessOf(recognition.activity.value)),
    connections,
    connectionCount,
    setConnectionCount(count) {
      connectionCount.value = Math.min(CONNECTIONS.most, Math.max(CONNECTIONS.least, Math.round(count / 4) * 4));
    },
    speed,
    setSpeed(next) {
      speed.value = Math.min(WAVE_SPEED.most, Math.max(WAVE_SPEED.least, next));
    },
  };
}

function same(one: NeuronId | null, other: NeuronId | null): boolean {
  return one?.layer === other?.layer && one?.neuron === other?.neuron;
}
