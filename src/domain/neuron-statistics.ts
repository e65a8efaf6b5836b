import { layerSizes, type NetworkDescription } from './network.ts';

/** How many of the pictures that excite a neuron most are kept. */
export const FAVOURITES = 9;

/** What one neuron did over many labelled images. */
export interface NeuronStatistics {
  /** [classes], the mean of its activation over the images of each class; null for a class without any. */
  readonly meanByClass: readonly (number | null)[];
  /** The share of images with z > 0; of an output: that it was the answer to. */
  readonly activeShare: number;
  /** Smallest and largest activation. */
  readonly least: number;
  readonly most: number;
  /** Smallest and largest pre-activation, for an output its logit. */
  readonly leastZ: number;
  readonly mostZ: number;
  /** The images that excite it most (largest z first): their numbers, at most FAVOURITES. */
  readonly favourites: readonly number[];
  /** A ReLU that no image made active: it says 0 to everything. */
  readonly isDead: boolean;
}

/** One entry a layer, one a neuron in it. */
export type NetworkStatistics = readonly (readonly NeuronStatistics[])[];

interface Tally {
  readonly sums: Float64Array;
  readonly favourites: { readonly image: number; readonly z: number }[];
  active: number;
  least: number;
  most: number;
  leastZ: number;
  mostZ: number;
}

/** Collects what every neuron does, image by image. */
export class StatisticsCollector {
  readonly #network: NetworkDescription;
  readonly #tallies: readonly (readonly Tally[])[];
  readonly #counts: Uint32Array;

  constructor(network: NetworkDescription, classes: number) {
    this.#network = network;
    this.#counts = new Uint32Array(classes);
    this.#tallies = layerSizes(network)
      .slice(1)
      .map((width) =>
        Array.from({ length: width }, () => ({
          sums: new Float64Array(classes),
          favourites: [],
          active: 0,
          least: Infinity,
          most: -Infinity,
          leastZ: Infinity,
          mostZ: -Infinity,
        })),
      );
  }

  /** Takes in what every layer makes of one image: z and a, one [outFeatures] a layer. */
  add(image: number, label: number, preActivations: readonly Float32Array[], activations: readonly Float32Array[]): void {
    this.#counts[label]!++;
    for (const [layer, tallies] of this.#tallies.entries()) {
      const z = preActivations[layer]!;
      const a = activations[layer]!;
      const answer = layer === this.#tallies.length - 1 ? indexOfLargest(z) : null;
      for (const [neuron, tally] of tallies.entries()) {
        tally.sums[label]! += a[neuron]!;
        if (answer === null ? z[neuron]! > 0 : answer === neuron) tally.active++;
        tally.least = Math.min(tally.least, a[neuron]!);
        tally.most = Math.max(tally.most, a[neuron]!);
        tally.leastZ = Math.min(tally.leastZ, z[neuron]!);
        tally.mostZ = Math.max(tally.mostZ, z[neuron]!);
        keep(tally.favourites, image, z[neuron]!);
      }
    }
  }

  /** The statistics of all images so far. */
  statistics(): NetworkStatistics {
    const count = this.#counts.reduce((sum, one) => sum + one, 0);
    return this.#tallies.map((tallies, layer) =>
      tallies.map(({ sums, favourites, active, least, most, leastZ, mostZ }) => ({
        meanByClass: Array.from(sums, (sum, label) => (this.#counts[label] ? sum / this.#counts[label]! : null)),
        activeShare: count ? active / count : 0,
        least,
        most,
        leastZ,
        mostZ,
        favourites: favourites.map(({ image }) => image),
        isDead: count > 0 && active === 0 && this.#network.layers[layer]!.activation === 'relu',
      })),
    );
  }
}

/** Puts an image among the favourites if it belongs there; of equals the earlier stays ahead. */
function keep(favourites: { image: number; z: number }[], image: number, z: number): void {
  const last = favourites[FAVOURITES - 1];
  if (last && !(z > last.z)) return;
  let place = favourites.length;
  while (place > 0 && z > favourites[place - 1]!.z) place--;
  favourites.splice(place, 0, { image, z });
  if (favourites.length > FAVOURITES) favourites.pop();
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let n = 1; n < values.length; n++) if (values[n]! > values[best]!) best = n;
  return best;
}
