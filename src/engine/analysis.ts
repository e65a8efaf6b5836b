import type { Clamp } from '../domain/clamp.ts';
import type { NetworkStatistics } from '../domain/neuron-statistics.ts';
import type { Model } from '../domain/parameters.ts';
import type { PreferredInput } from '../domain/preferred-input.ts';
import type { SideHandle, StartSide } from './side-client.ts';

// What a page and its analyst say to each other; all of it can be posted.

/** How many procedural digits a network is looked at with. */
export const ANALYSIS_DIGITS = 10_000;

/** What is asked of an analyst. A new request of a kind takes the place of the one before, finished or not. */
export type AnalysisRequest =
  /** Another network, or other numbers. Whatever was asked about the one before is forgotten. */
  | { readonly kind: 'network'; readonly revision: number; readonly model: Model }
  /** The preferred inputs of these neurons of a layer, in this order. */
  | { readonly kind: 'preferred'; readonly layer: number; readonly neurons: readonly number[] }
  /** What every neuron does over the digits. */
  | { readonly kind: 'statistics' }
  /** How many of the digits the network recognises with one neuron held, or with none. */
  | { readonly kind: 'evaluation'; readonly clamp: Clamp | null }
  /** Nobody wants to know any more. What is half done is kept for those who ask again. */
  | { readonly kind: 'rest' };

/** What an analyst says; `revision` is that of the network it speaks of. */
export type AnalysisAnswer =
  | {
      readonly kind: 'preferred';
      readonly revision: number;
      readonly layer: number;
      readonly neuron: number;
      readonly preferred: PreferredInput;
    }
  /** `done` of ANALYSIS_DIGITS: written first, looked at then. */
  | { readonly kind: 'progress'; readonly part: 'writing' | 'looking'; readonly done: number }
  | {
      readonly kind: 'statistics';
      readonly revision: number;
      readonly statistics: NetworkStatistics;
      /** The pictures of all favourites, so that no other question need be asked. */
      readonly favourites: FavouritePictures;
    }
  | { readonly kind: 'evaluation'; readonly revision: number; readonly clamp: Clamp | null; readonly result: DigitResult }
  /** The request could not be answered at all; `message` says why. */
  | { readonly kind: 'failed'; readonly message: string };

/** The digits that some neuron has among its favourites. */
export interface FavouritePictures {
  /** [count], numbers of digits, ascending. */
  readonly numbers: Uint32Array;
  /** [count] */
  readonly labels: Uint8Array;
  /** [count × 784], 0 to 255 */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** How a network does over the digits. */
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
