import { thinned } from '../domain/checkpoint-thinning.ts';
import { ThinnedSeries } from '../domain/thinned-series.ts';
import type { TrainingSettings } from '../domain/training-settings.ts';
import type { Checkpoint, LayerFacts, Look } from '../engine/laboratory.ts';

/** Channels of a branch's series. */
export const MEASURED = { loss: 0, accuracy: 1 } as const;

/** What stays of a look for the plots. */
export interface LookRecord {
  readonly step: number;
  readonly images: number;
  /** Of learning until then, without pauses and looks; missing in what earlier versions of the page have kept. */
  readonly seconds?: number;
  readonly learningRate: number;
  readonly validation: { readonly loss: number; readonly accuracy: number } | null;
  readonly layers: readonly Pick<LayerFacts, 'weightNorm' | 'gradientNorm' | 'updateRatio' | 'dead'>[];
}

/** One line of training; where somebody went back and on from there, another one branches off. */
export interface Branch {
  readonly id: number;
  /** What it has gone on from; null for a fresh start. */
  readonly parent: number | null;
  readonly firstStep: number;
  /** Those at its beginning. */
  readonly settings: TrainingSettings;
  /** Loss and accuracy of every step's batch. */
  readonly series: ThinnedSeries;
  readonly looks: readonly LookRecord[];
}

/** A moment to which one can go back. */
export interface KeptCheckpoint {
  readonly id: number;
  readonly branch: number;
  readonly images: number;
  readonly bytes: number;
  readonly record: LookRecord;
  readonly checkpoint: Checkpoint;
}

/** A branch as it was at its last checkpoint. */
export type KeptBranch = Branch;

/** All of a history that can be kept. */
export interface HistoryContent {
  readonly branches: readonly KeptBranch[];
  readonly checkpoints: readonly KeptCheckpoint[];
}

/** Branches beside the present one that stay for comparison. */
const MOST_BRANCHES = 6;
const MOST_LOOKS = 512;
/** What checkpoints may take altogether. */
const MOST_BYTES = 64 * 2 ** 20;

interface GrowingBranch extends Branch {
  series: ThinnedSeries;
  looks: LookRecord[];
  /** The series as it was at the last checkpoint. */
  keptSeries: ThinnedSeries;
}

/** All that is kept of what training was like: plain data, which whoever changes it makes known. */
export class TrainingHistory {
  #branches: GrowingBranch[] = [];
  #checkpoints: readonly KeptCheckpoint[] = [];
  #nextBranch = 1;
  #nextCheckpoint = 1;

  /** Oldest first; the last is the present one. */
  get branches(): readonly Branch[] {
    return this.#branches;
  }

  get present(): Branch | null {
    return this.#branches.at(-1) ?? null;
  }

  /** In the order in which they were made. */
  get checkpoints(): readonly KeptCheckpoint[] {
    return this.#checkpoints;
  }

  /** The last moment of the present branch; null before the first. */
  get end(): KeptCheckpoint | null {
    const last = this.#checkpoints.at(-1);
    return last && last.branch === this.present?.id ? last : null;
  }

  /** The moments that led to the end of a branch, those of the branches that it came from included. */
  along(branch: Branch): readonly KeptCheckpoint[] {
    const own = this.#checkpoints.filter((kept) => kept.branch === branch.id);
    const parent = this.#branches.find(({ id }) => id === branch.parent);
    if (!parent) return own;
    return [...this.along(parent).filter(({ record }) => record.step < branch.firstStep), ...own];
  }

  branchOff(settings: TrainingSettings, from: KeptCheckpoint | null): void {
    const firstStep = from?.record.step ?? 0;
    const series = new ThinnedSeries(2, firstStep);
    const id = this.#nextBranch++;
    this.#branches.push({
      id,
      parent: from?.branch ?? null,
      firstStep,
      settings,
      series,
      keptSeries: series.copy(),
      looks: from ? [from.record] : [],
    });
    while (this.#branches.length > MOST_BRANCHES + 1) this.#branches.shift();
    this.#forgetLostCheckpoints();
    // The beginning is a moment of this branch, too: the other one may be forgotten.
    if (from) this.#checkpoints = this.#thinned([...this.#checkpoints, { ...from, id: this.#nextCheckpoint++, branch: id }]);
  }

  /** What `losses.length` steps that lead to step `end` have measured; those that are known already are passed over. */
  record(end: number, losses: Float32Array, accuracies: Float32Array): void {
    const branch = this.#branches.at(-1);
    if (!branch) return;
    const known = branch.firstStep + branch.series.steps;
    for (let n = Math.max(0, known - (end - losses.length)); n < losses.length; n++) {
      branch.series.push(losses[n]!, accuracies[n]!);
    }
  }

  look({ position, learningRate, validation, layers }: Look, checkpoint: Checkpoint): void {
    const branch = this.#branches.at(-1);
    if (!branch) return;
    const { step, images, seconds } = position;
    const record: LookRecord = {
      step,
      images,
      seconds,
      learningRate,
      validation: validation && { loss: validation.loss, accuracy: validation.correct / validation.count },
      layers: layers.map(({ weightNorm, gradientNorm, updateRatio, dead }) => ({
        weightNorm,
        gradientNorm,
        updateRatio,
        dead,
      })),
    };
    const last = branch.looks.at(-1);
    if (last && last.step >= step) return;
    branch.looks = [...(branch.looks.length < MOST_LOOKS ? branch.looks : everyOther(branch.looks)), record];
    branch.keptSeries = branch.series.copy();
    const bytes = checkpoint.snapshot.learned.byteLength;
    const kept = { id: this.#nextCheckpoint++, branch: branch.id, images, bytes, record, checkpoint };
    this.#checkpoints = this.#thinned([...this.#checkpoints, kept]);
  }

  /** Forgets what came after the last checkpoint of the present branch: it has to be learned once more. */
  backToEnd(): void {
    const branch = this.#branches.at(-1);
    if (branch) branch.series = branch.keptSeries.copy();
  }

  /** All of it, the present branch as it was at its end. */
  content(): HistoryContent {
    const present = this.#branches.at(-1);
    const branches = this.#branches.map(({ id, parent, firstStep, settings, series, keptSeries, looks }) => ({
      id,
      parent,
      firstStep,
      settings,
      series: id === present?.id ? keptSeries : series,
      looks,
    }));
    return { branches, checkpoints: this.#checkpoints };
  }

  /** Puts what was kept in place of everything. */
  restore({ branches, checkpoints }: HistoryContent): void {
    this.#branches = branches.map((branch) => ({ ...branch, looks: [...branch.looks], keptSeries: branch.series.copy() }));
    this.#checkpoints = checkpoints;
    this.#nextBranch = 1 + Math.max(0, ...branches.map(({ id }) => id));
    this.#nextCheckpoint = 1 + Math.max(0, ...checkpoints.map(({ id }) => id));
  }

  /** Leaves the present branch alone. */
  forgetOthers(): void {
    this.#branches = this.#branches.slice(-1);
    this.#forgetLostCheckpoints();
  }

  /** Branches of the past first: what was left behind gives way to what goes on. */
  #thinned(checkpoints: readonly KeptCheckpoint[]): readonly KeptCheckpoint[] {
    const present = this.#branches.at(-1)!.id;
    const own = checkpoints.filter(({ branch }) => branch === present);
    const others = checkpoints.filter(({ branch }) => branch !== present);
    const bytesOf = (all: readonly KeptCheckpoint[]) => all.reduce((sum, { bytes }) => sum + bytes, 0);
    const left = Math.max(MOST_BYTES / 2, MOST_BYTES - bytesOf(others));
    const keptOwn = thinned(own, left);
    let keptOthers = others;
    while (keptOthers.length > 0 && bytesOf(keptOthers) + bytesOf(keptOwn) > MOST_BYTES) keptOthers = keptOthers.slice(1);
    return [...keptOthers, ...keptOwn];
  }

  #forgetLostCheckpoints(): void {
    const ids = new Set(this.#branches.map(({ id }) => id));
    this.#checkpoints = this.#checkpoints.filter(({ branch }) => ids.has(branch));
  }
}

function everyOther(looks: readonly LookRecord[]): LookRecord[] {
  return looks.filter((_, place) => place % 2 === 0);
}
