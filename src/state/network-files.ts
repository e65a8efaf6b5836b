import { signal, type ReadonlySignal } from '@preact/signals';
import { errorMessage, SimulatorError } from '../domain/errors.ts';
import { layerSizes, outFeaturesOf, DIGIT_NETWORK, type NetworkDescription } from '../domain/network.ts';
import type { Model } from '../domain/parameters.ts';
import { HIDDEN_LAYERS, settingsOf, validSettings } from '../domain/training-settings.ts';
import { readModel, readNotes, writeModel } from '../formats/model.ts';
import type { Recognition } from './recognition.ts';
import type { Training } from './training.ts';

/** What became of the last file, or of the wish for the pretrained network. */
export type FileOutcome =
  | { readonly kind: 'saved'; readonly name: string }
  /** `isTrainable`: do the settings describe it, so that training can go on from it? */
  | { readonly kind: 'loaded'; readonly name: string | null; readonly sizes: readonly number[]; readonly isTrainable: boolean }
  | { readonly kind: 'refused'; readonly name: string | null; readonly message: string };

/** A file as the person gave it. */
export interface GivenFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
}

/** The page's network as a file, and files as the page's network. */
export interface NetworkFiles {
  readonly outcome: ReadonlySignal<FileOutcome | null>;
  readonly isBusy: ReadonlySignal<boolean>;
  /** safetensors; with the recipe and the log in its metadata where the network was trained here. null while there is no network. */
  readonly save: () => { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } | null;
  /** What is refused leaves everything as it was. */
  readonly load: (file: GivenFile) => Promise<void>;
  /** Brings the network back that the page came with. */
  readonly bringPretrained: () => Promise<void>;
}

/** Five layers of 512 neurons are 6 MB of numbers; the rest is room for a long log. */
const MOST_BYTES = 32 * 2 ** 20;
const MIB = 2 ** 20;
const RECIPE = 'recipe';
const LOG = 'trainingLog';

export function createNetworkFiles(options: {
  readonly recognition: Recognition;
  readonly training: Training;
  readonly fetchPretrained: () => Promise<Model>;
}): NetworkFiles {
  const { recognition, training } = options;
  const outcome = signal<FileOutcome | null>(null);
  const isBusy = signal(false);

  const take = async (name: string | null, find: () => Promise<{ model: Model; recipe: Record<string, unknown> }>) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    try {
      const { model, recipe } = await find();
      const described = settingsOf(model.network);
      await training.adopt(model, described && validSettings({ ...recipe, ...described }, training.settings.peek()));
      const sizes = layerSizes(model.network);
      outcome.value = { kind: 'loaded', name, sizes, isTrainable: described !== null };
    } catch (error) {
      outcome.value = { kind: 'refused', name, message: errorMessage(error) };
    } finally {
      isBusy.value = false;
    }
  };

  return {
    outcome,
    isBusy,
    save() {
      const { status, learned } = recognition;
      const page = status.peek();
      const parameters = learned.peek();
      if (page.kind !== 'ready' || !parameters) return null;
      try {
        const bytes = writeModel({ network: page.network, parameters }, notesOf(training, parameters));
        const name = `network-${layerSizes(page.network).join('-')}.safetensors`;
        outcome.value = { kind: 'saved', name };
        return { name, bytes };
      } catch (error) {
        outcome.value = { kind: 'refused', name: null, message: errorMessage(error) };
        return null;
      }
    },
    load: (file) =>
      take(file.name, async () => {
        if (file.size > MOST_BYTES) {
          throw new SimulatorError(
            'out-of-range',
            `got a file of ${Math.ceil(file.size / MIB)} MiB, expected at most ${MOST_BYTES / MIB} MiB`,
          );
        }
        const bytes = new Uint8Array(await file.arrayBuffer());
        const model = readModel(bytes);
        checkFits(model.network);
        return { model, recipe: recipeIn(readNotes(bytes)) };
      }),
    bringPretrained: () => take(null, async () => ({ model: await options.fetchPretrained(), recipe: {} })),
  };
}

/** Throws SimulatorError unless the page can show such a network. */
function checkFits(network: NetworkDescription): void {
  const sizes = layerSizes(network).join(' → ');
  const { inFeatures } = DIGIT_NETWORK;
  const outFeatures = outFeaturesOf(DIGIT_NETWORK);
  if (network.inFeatures !== inFeatures || outFeaturesOf(network) !== outFeatures) {
    throw new SimulatorError('mismatch', `got a network ${sizes}, expected ${inFeatures} → … → ${outFeatures}`);
  }
  const hidden = network.layers.slice(0, -1);
  const { most, mostNeurons } = HIDDEN_LAYERS;
  if (hidden.length > most || hidden.some((layer) => layer.outFeatures > mostNeurons)) {
    throw new SimulatorError(
      'out-of-range',
      `got a network ${sizes}, expected at most ${most} hidden layers of at most ${mostNeurons} neurons`,
    );
  }
}

function notesOf(training: Training, parameters: Model['parameters']): Record<string, string> {
  const log = training.logOf(parameters);
  if (!log) return {};
  const { settings, ...rest } = log;
  return { [RECIPE]: JSON.stringify(settings), [LOG]: JSON.stringify(rest) };
}

/** The recipe in a file of ours; nothing where there is none or it cannot be read. */
function recipeIn(notes: Readonly<Record<string, string>>): Record<string, unknown> {
  try {
    const recipe: unknown = JSON.parse(Object.hasOwn(notes, RECIPE) ? notes[RECIPE]! : '{}');
    return typeof recipe === 'object' && recipe !== null && !Array.isArray(recipe) ? (recipe as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
