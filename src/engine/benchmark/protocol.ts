import type { Absence, BenchmarkSettings, MachineFacts, Reading, Task, VoidReason } from '../../domain/benchmark/report.ts';
import type { SideHandle, StartSide } from '../side-client.ts';
import type { BinaryKind } from '../wasm.ts';

// What a page and the worker that measures say to each other; all of it can be posted.

/** What is asked. */
export type MeasureRequest =
  /** One run; a worker makes one in its life. */
  | { readonly kind: 'measure'; readonly settings: BenchmarkSettings }
  /** The page is hidden, or seen again, since `atMs`: milliseconds since 1970, of the monotonic clock. */
  | { readonly kind: 'sight'; readonly isHidden: boolean; readonly atMs: number };

/** The bytes of each binary, or why they did not come. */
export type Binaries = Readonly<Record<BinaryKind, ArrayBuffer | string>>;

/** What reaches the worker: it cannot fetch the binaries itself. */
export type WorkerRequest = MeasureRequest | { readonly kind: 'binaries'; readonly binaries: Binaries };

/** What it is doing. */
export interface Progress {
  readonly phase: 'data' | 'warm-up' | 'round';
  /** 0 to 1 */
  readonly share: number;
  readonly task: Task | null;
  readonly round: number;
  readonly rounds: number;
}

/** A path that was warmed up and checked, before its first sample. */
export type Starter = Omit<Reading, 'perSecond' | 'voids'>;

export type MeasureAnswer =
  | { readonly kind: 'machine'; readonly machine: MachineFacts }
  | { readonly kind: 'absent'; readonly absence: Absence }
  /** Lines are counted from 0, in the order of these. */
  | { readonly kind: 'starter'; readonly starter: Starter }
  | { readonly kind: 'sample'; readonly line: number; readonly perSecond: number }
  | { readonly kind: 'void'; readonly line: number; readonly why: VoidReason }
  /** A line that broke after its first samples is taken back. */
  | { readonly kind: 'broken'; readonly line: number; readonly message: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

export type MeasurerHandle = SideHandle<MeasureRequest>;

/** Starts somebody who measures. */
export type StartMeasurer = StartSide<MeasureRequest, MeasureAnswer>;
