import type { Extent, Foot } from '../domain/landscape-plane.ts';
import type { NetworkDescription } from '../domain/network.ts';
import type { NetworkParameters } from '../domain/parameters.ts';
import type { SideHandle, StartSide } from './side-client.ts';

// What a page and its surveyor say to each other about the cost over a plane of parameters; all of it can be posted.

/** How many procedural digits 'samples' are. */
export const SAMPLE_COUNT = 1000;

/** The directions of a plane: where the cost rises fastest and a random one; two random ones; the first two components of the path. */
export type PlaneKind = 'gradient' | 'random' | 'path';

/** What one direction of a plane is. Where a gradient or a component is nothing, a random direction takes its place. */
export type AxisKind = 'gradient' | 'random' | 'component';

/** The images whose mean cost is asked for. */
export type LandscapeData =
  | 'samples'
  | {
      /** [count × inFeatures], 0 to 255 */
      readonly pixels: Uint8Array;
      /** [count] */
      readonly labels: Uint8Array;
    };

/** One landscape. */
export interface SurveyOrder {
  readonly number: number;
  /** Its loss is the cost. */
  readonly network: NetworkDescription;
  readonly data: LandscapeData;
  readonly plane: PlaneKind;
  /** Other random directions for another seed. */
  readonly seed: number;
  /** gradient, random: half the side of the plane, as a share of ‖w‖. path: how much larger the plane is than the path. */
  readonly reach: number;
  /** Points a side. */
  readonly side: number;
  /** The rows to compute, one after the other; all of them where nothing is said. */
  readonly rows?: readonly number[];
}

/** What is asked of a surveyor. */
export type LandscapeRequest =
  /** The path so far, oldest first; who comes for the first time brings numbers. The last one is where the network is now. */
  | {
      readonly kind: 'path';
      readonly points: readonly { readonly id: number; readonly iteration: number }[];
      readonly added: readonly { readonly id: number; readonly parameters: NetworkParameters }[];
    }
  /** A landscape around the last point of the path; takes the place of the one before, finished or not. */
  | ({ readonly kind: 'survey' } & SurveyOrder)
  /** More rows of the landscape under way. */
  | { readonly kind: 'rows'; readonly survey: number; readonly rows: readonly number[] }
  /** The landscape under way is not wanted any more. */
  | { readonly kind: 'rest' };

/** A point of the path on the plane. */
export interface PathFoot extends Foot {
  readonly iteration: number;
}

/** A plane that is surveyed; distances in the space of all parameters. */
export interface SurveyedPlane {
  readonly extent: Extent;
  readonly axes: readonly [AxisKind, AxisKind];
  /** ‖w‖: how far the middle of the plane, the present network, is from zero. */
  readonly weightLength: number;
  /** ‖∇C‖ at the present network; null where the plane does not follow it. */
  readonly gradientLength: number | null;
}

/** What a surveyor says; `survey` is the number of the order. */
export type LandscapeAnswer =
  | {
      readonly kind: 'plane';
      readonly survey: number;
      readonly plane: SurveyedPlane;
      /** How many compute rows of it at a time. */
      readonly threads: number;
    }
  /** Where the path is on the plane, oldest first, and the share of its variance that lies in the plane; null where it does not move. */
  | {
      readonly kind: 'feet';
      readonly survey: number;
      readonly feet: readonly PathFoot[];
      readonly explained: number | null;
    }
  /** [side] costs of a row; row 0 has the smallest y. */
  | { readonly kind: 'row'; readonly survey: number; readonly row: number; readonly costs: Float64Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly survey: number | null; readonly message: string };

/** The way to a surveyor that works elsewhere. */
export type SurveyorHandle = SideHandle<LandscapeRequest>;

/** Starts a surveyor. */
export type StartSurveyor = StartSide<LandscapeRequest, LandscapeAnswer>;
