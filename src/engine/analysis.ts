import type { Clamp } from '../domain/clamp.ts';
import type { NetworkStatistics } from '../domain/neuron-statistics.ts';
import type { Model } from '../domain/parameters.ts';
import type { PreferredInput } from '../domain/preferred-input.ts';
import type { SideHandle, StartSide } from './side-client.ts';

// What a page and its analyst say to each other; all of it can be posted.

/** With how many images, at most, a network is looked at; so many are the procedural digits. */
export const ANALYSIS_IMAGES = 10_000;

/** What is asked of an analyst. A new request of a kind takes the place of the one before, finished or not. */
export type AnalysisRequest =
  /** Another network, or other numbers. Whatever was asked about the one before is forgotten. */
  | { readonly kind: 'network'; readonly revision: number; readonly model: Model }
  /** The preferred inputs of these neurons of a layer, in this order. */
  | { readonly kind: 'preferred'; readonly layer: number; readonly neurons: readonly number[] }
  /**
   * Other images to look with: `count` of them, which the analyst then asks for; null: procedural digits, which it writes by itself, as it
   * does before it is told anything. What was asked about the images before is forgotten.
   */
  | { readonly kind: 'images'; readonly set: number; readonly count: number | null }
  /** The images that were wanted, [count × 784], 0 to 255, and the digits that they are, [count]. */
  | { readonly kind: 'piece'; readonly set: number; readonly pixels: Uint8Array<ArrayBuffer>; readonly labels: Uint8Array }
  /** What every neuron does over the images. */
  | { readonly kind: 'statistics' }
  /** How many of the images the network recognises with one neuron held, or with none. */
  | { readonly kind: 'evaluation'; readonly clamp: Clamp | null }
  /** Nobody wants to know any more. What is half done is kept for those who ask again. */
  | { readonly kind: 'rest' };

/** What an analyst says; `revision` is that of the network it speaks of, `set` that of the images. */
export type AnalysisAnswer =
  | {
      readonly kind: 'preferred';
      readonly revision: number;
      readonly layer: number;
      readonly neuron: number;
      readonly preferred: PreferredInput;
    }
  /** The next images that it has to have, `from` up to but not including `to`; answered by one piece. */
  | { readonly kind: 'wanted'; readonly set: number; readonly from: number; readonly to: number }
  /** `done` images of `total`: written or brought first, looked at then. */
  | {
      readonly kind: 'progress';
      readonly set: number;
      readonly part: 'writing' | 'bringing' | 'looking';
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly kind: 'statistics';
      readonly revision: number;
      readonly set: number;
      readonly statistics: NetworkStatistics;
      /** The pictures of all favourites, so that no other question need be asked. */
      readonly favourites: FavouritePictures;
    }
  | {
      readonly kind: 'evaluation';
      readonly revision: number;
      readonly set: number;
      readonly clamp: Clamp | null;
      readonly result: DigitResult;
    }
  /** The request could not be answered at all; `message` says why. */
  | { readonly kind: 'failed'; readonly message: string };

/** The images that some neuron has among its favourites. */
export interface FavouritePictures {
  /** [count], numbers of images, ascending. */
  readonly numbers: Uint32Array;
  /** [count] */
  readonly labels: Uint8Array;
  /** [count × 784], 0 to 255 */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** How a network does over the images. */
export interface DigitResult {
  readonly count: number;
  readonly correct: number;
  /** [classes × classes], row: the digit that it is, column: the digit that was read. */
  readonly confusion: Uint32Array;
}

/** The way to an analyst that works elsewhere. */
export type AnalystHandle = SideHandle<AnalysisRequest>;

/** Starts an analyst. */
export type StartAnalyst = StartSide<AnalysisRequest, AnalysisAnswer>;
