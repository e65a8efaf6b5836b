import {
  DIGIT_NETWORK,
  describeNetwork,
  HIDDEN_ACTIVATIONS,
  layerSizes,
  type HiddenActivation,
  type Loss,
  type NetworkDescription,
} from './network.ts';
import type { Initialization } from './initialization.ts';
import { SCHEDULES, type Schedule } from './learning-rate.ts';

/** Everything that people choose about a training run. */
export interface TrainingSettings {
  /** Neurons of each hidden layer, the first layer first; none leaves inputs and outputs alone. */
  readonly hidden: readonly number[];
  readonly activation: HiddenActivation;
  readonly bias: BiasChoice;
  readonly loss: Loss;
  readonly initialization: Initialization;
  readonly seed: number;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly momentum: number;
  readonly batchSize: number;
  readonly schedule: Schedule;
  readonly scheduleEpochs: number;
  readonly weightDecay: number;
  readonly augmentation: boolean;
}

export type SettingName = keyof TrainingSettings;

/** Which layers have a bias. */
export type BiasChoice = 'all' | 'not-first' | 'none';

/** The update rules; their definitions are PyTorch's (engine/recipe.ts). */
export type Optimizer = 'sgd' | 'momentum' | 'nesterov' | 'adam' | 'adamw' | 'rmsprop';

/** 784 → 512 → … is large already; the engine's memory and the pictures of the page have room for this. */
export const HIDDEN_LAYERS = { most: 5, mostNeurons: 512 } as const;

/** A text in each language of the page. */
interface Text {
  readonly en: string;
}

interface Described {
  /** Settings of the network start training afresh when they change; the others may change while it runs. */
  readonly group: 'network' | 'learning';
  readonly label: Text;
  /** What it does, in a sentence. */
  readonly note: Text;
}

interface ChoiceSetting<Value extends string> extends Described {
  readonly kind: 'choice';
  readonly first: Value;
  readonly options: readonly { readonly value: Value; readonly label: Text }[];
}

interface NumberSetting extends Described {
  readonly kind: 'number';
  readonly first: number;
  readonly least: number;
  readonly most: number;
  /** Where a slider ends, if not at `most`: what lies beyond is typed. */
  readonly slideMost?: number;
  readonly isWhole?: boolean;
  /** How it is set: along powers, evenly, or only typed. */
  readonly scale: 'logarithmic' | 'linear' | 'typed';
}

interface SwitchSetting extends Described {
  readonly kind: 'switch';
  readonly first: boolean;
}

interface WidthsSetting extends Described {
  readonly kind: 'widths';
  readonly first: readonly number[];
}

/** How a setting of this type is described. */
export type SettingOf<Value> = [Value] extends [boolean]
  ? SwitchSetting
  : [Value] extends [number]
    ? NumberSetting
    : [Value] extends [string]
      ? ChoiceSetting<Value>
      : WidthsSetting;

/** Every setting: type, range, first value and text; controls, saved state and checks are made from this table alone. */
export const TRAINING_SETTINGS: { readonly [Name in SettingName]: SettingOf<TrainingSettings[Name]> } = {
  hidden: {
    kind: 'widths',
    group: 'network',
    first: layerSizes(DIGIT_NETWORK).slice(1, -1),
    label: { en: 'Hidden layers' },
    note: { en: 'Neurons in each, from input to output: 128, 64, 32. Empty leaves none.' },
  },
  activation: {
    kind: 'choice',
    group: 'network',
    first: 'relu',
    options: HIDDEN_ACTIVATIONS.map((value) => ({
      value,
      label: { en: { relu: 'ReLU', 'leaky-relu': 'Leaky ReLU', sigmoid: 'Sigmoid', tanh: 'Tanh' }[value] },
    })),
    label: { en: 'Activation' },
    note: { en: 'What every hidden neuron applies to its sum.' },
  },
  bias: {
    kind: 'choice',
    group: 'network',
    first: 'all',
    options: [
      { value: 'all', label: { en: 'all layers' } },
      { value: 'not-first', label: { en: 'all but the first' } },
      { value: 'none', label: { en: 'none' } },
    ],
    label: { en: 'Biases' },
    note: { en: 'Without those of the first layer the standard network has 111,018 parameters instead of 111,146.' },
  },
  loss: {
    kind: 'choice',
    group: 'network',
    first: 'cross-entropy',
    options: [
      { value: 'cross-entropy', label: { en: 'softmax, cross-entropy' } },
      { value: 'quadratic', label: { en: 'sigmoid, quadratic' } },
    ],
    label: { en: 'Outputs and cost' },
    note: { en: 'What the outputs apply, and what training makes small.' },
  },
  initialization: {
    kind: 'choice',
    group: 'network',
    first: 'he',
    options: [
      { value: 'he', label: { en: 'He (for ReLU)' } },
      { value: 'xavier', label: { en: 'Xavier (for tanh, sigmoid)' } },
      { value: 'zeros', label: { en: 'all zero' } },
    ],
    label: { en: 'First weights' },
    note: { en: 'All zero never learns: every neuron of a layer stays like its neighbours.' },
  },
  seed: {
    kind: 'number',
    group: 'network',
    first: 1,
    least: 0,
    most: 999_999,
    isWhole: true,
    scale: 'typed',
    label: { en: 'Seed' },
    note: { en: 'Decides first weights, order and variations: the same seed gives the same run, bit for bit.' },
  },
  optimizer: {
    kind: 'choice',
    group: 'learning',
    first: 'sgd',
    options: [
      { value: 'sgd', label: { en: 'SGD' } },
      { value: 'momentum', label: { en: 'Momentum' } },
      { value: 'nesterov', label: { en: 'Nesterov' } },
      { value: 'adam', label: { en: 'Adam' } },
      { value: 'adamw', label: { en: 'AdamW' } },
      { value: 'rmsprop', label: { en: 'RMSprop' } },
    ],
    label: { en: 'Optimizer' },
    note: {
      en: 'How an update is made from a gradient, as PyTorch defines it (Adam: ε = 1e-8 outside the root; RMSprop: √v + ε).',
    },
  },
  learningRate: {
    kind: 'number',
    group: 'learning',
    first: 0.1,
    least: 1e-6,
    most: 1e6,
    slideMost: 10,
    scale: 'logarithmic',
    label: { en: 'Learning rate η' },
    note: { en: 'How far a step goes. Adam and its kin like about 0.001, the others about 0.1.' },
  },
  momentum: {
    kind: 'number',
    group: 'learning',
    first: 0.9,
    least: 0,
    most: 0.999,
    scale: 'linear',
    label: { en: 'Momentum μ' },
    note: { en: 'How much of the last step goes on; for Momentum and Nesterov.' },
  },
  batchSize: {
    kind: 'number',
    group: 'learning',
    first: 32,
    least: 1,
    most: 4096,
    isWhole: true,
    scale: 'logarithmic',
    label: { en: 'Batch size' },
    note: { en: 'Images whose gradients are averaged for one step.' },
  },
  schedule: {
    kind: 'choice',
    group: 'learning',
    first: 'constant',
    options: SCHEDULES.map((value) => ({
      value,
      label: { en: { constant: 'constant', halving: 'halved', cosine: 'cosine to 0' }[value] },
    })),
    label: { en: 'Schedule' },
    note: { en: 'How the learning rate changes over the epochs.' },
  },
  scheduleEpochs: {
    kind: 'number',
    group: 'learning',
    first: 10,
    least: 1,
    most: 1000,
    isWhole: true,
    scale: 'typed',
    label: { en: 'Epochs of the schedule' },
    note: { en: 'It halves each time so many have passed, or reaches 0 after them.' },
  },
  weightDecay: {
    kind: 'number',
    group: 'learning',
    first: 0,
    least: 0,
    most: 1,
    scale: 'typed',
    label: { en: 'Weight decay' },
    note: { en: 'Pulls every weight towards 0, so that none grows without need.' },
  },
  augmentation: {
    kind: 'switch',
    group: 'learning',
    first: false,
    label: { en: 'Vary every image' },
    note: {
      en: 'Turned, moved, bent, with another pen, anew in each epoch: slower, but the network learns digits and not pictures.',
    },
  },
};

export const SETTING_NAMES = Object.keys(TRAINING_SETTINGS) as readonly SettingName[];

/** The first value of every setting. */
export const FIRST_SETTINGS: TrainingSettings = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, TRAINING_SETTINGS[name].first]),
) as unknown as TrainingSettings;

/**
 * The settings that `values` names, brought into range; what is missing or cannot be read is as in `otherwise`.
 *
 * So saved settings of any age, or damaged ones, are settings again.
 */
export function validSettings(values: Readonly<Record<string, unknown>>, otherwise = FIRST_SETTINGS): TrainingSettings {
  const valid = (name: SettingName): unknown => {
    const setting = TRAINING_SETTINGS[name];
    const value = Object.hasOwn(values, name) ? values[name] : otherwise[name];
    if (setting.kind === 'switch') return typeof value === 'boolean' ? value : otherwise[name];
    if (setting.kind === 'choice') return setting.options.some((option) => option.value === value) ? value : otherwise[name];
    if (setting.kind === 'widths') return areWidths(value) ? value : otherwise[name];
    if (typeof value !== 'number' || Number.isNaN(value)) return otherwise[name];
    const inRange = Math.min(setting.most, Math.max(setting.least, value));
    return setting.isWhole ? Math.round(inRange) : inRange;
  };
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, valid(name)])) as unknown as TrainingSettings;
}

function areWidths(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length <= HIDDEN_LAYERS.most &&
    value.every((width) => Number.isInteger(width) && width >= 1 && width <= HIDDEN_LAYERS.mostNeurons)
  );
}

/** Do both settings start from the same network with the same numbers? */
export function haveSameStart(one: TrainingSettings, other: TrainingSettings): boolean {
  return SETTING_NAMES.every(
    (name) => TRAINING_SETTINGS[name].group === 'learning' || String(one[name]) === String(other[name]),
  );
}

/** The settings that describe such a network; null where none do: its layers differ in activation, or in biases beyond the first. */
export function settingsOf(
  network: NetworkDescription,
): Pick<TrainingSettings, 'hidden' | 'activation' | 'bias' | 'loss'> | null {
  const hidden = layerSizes(network).slice(1, -1);
  const activation = HIDDEN_ACTIVATIONS.find((known) => known === network.layers[0]!.activation) ?? 'relu';
  for (const bias of ['all', 'not-first', 'none'] as const) {
    const found = { hidden, activation, bias, loss: network.loss };
    if (isSame(networkOf({ ...FIRST_SETTINGS, ...found }), network)) return found;
  }
  return null;
}

function isSame(one: NetworkDescription, other: NetworkDescription): boolean {
  const alike = one.inFeatures === other.inFeatures && one.loss === other.loss && one.layers.length === other.layers.length;
  return (
    alike &&
    one.layers.every((layer, index) => {
      const { outFeatures, activation, bias } = other.layers[index]!;
      return layer.outFeatures === outFeatures && layer.activation === activation && layer.bias === bias;
    })
  );
}

/** Settings that start from the same network with the same numbers as `start` and learn as `learning` does. */
export function startingAs(start: TrainingSettings, learning: TrainingSettings): TrainingSettings {
  const isLearning = (name: SettingName) => TRAINING_SETTINGS[name].group === 'learning';
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, (isLearning(name) ? learning : start)[name]]),
  ) as unknown as TrainingSettings;
}

/** The network that these settings describe, for images of 784 pixels and ten classes. */
export function networkOf({ hidden, activation, bias, loss }: TrainingSettings): NetworkDescription {
  const sizes = [DIGIT_NETWORK.inFeatures, ...hidden, DIGIT_NETWORK.layers.at(-1)!.outFeatures];
  return describeNetwork({
    sizes,
    activation,
    loss,
    bias: sizes.slice(1).map((_, layer) => (bias === 'not-first' ? layer > 0 : bias === 'all')),
  });
}
