import type { NetworkStatistics } from '../domain/neuron-statistics.ts';
import { denseImage, type SparseImages } from '../domain/sparse-images.ts';
import type { FavouritePictures } from './analysis.ts';

/** The pictures of all images that are among some neuron's favourites, each once. */
export function pickFavourites(statistics: NetworkStatistics, images: SparseImages): FavouritePictures {
  const all = new Set(statistics.flatMap((layer) => layer.flatMap(({ favourites }) => favourites)));
  const numbers = Uint32Array.from(all).sort();
  const pixels = new Uint8Array(numbers.length * images.features);
  const labels = Uint8Array.from(numbers, (number) => images.labels[number]!);
  for (const [place, number] of numbers.entries()) {
    denseImage(images, number, pixels.subarray(place * images.features, (place + 1) * images.features));
  }
  return { numbers, labels, pixels };
}
