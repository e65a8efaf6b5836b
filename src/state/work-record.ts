import { fingerprint } from '../domain/fingerprint.ts';
import { ThinnedSeries, type SeriesContent } from '../domain/thinned-series.ts';
import { TRAINING_SETTINGS, validSettings, type Optimizer, type TrainingSettings } from '../domain/training-settings.ts';
import type { Position } from '../engine/laboratory.ts';
import type { HistoryContent, KeptBranch, KeptCheckpoint, LookRecord } from './training-history.ts';
import { MEASURED } from './training-history.ts';

// Training as it lies in the browser's database, and back. What comes back may be damaged, or of another page: everything is checked.

/** A run with its curves and moments. */
export interface Work extends HistoryContent {
  /** Those of the run. */
  readonly settings: TrainingSettings;
}

/** All of it but the checkpoints, which are named. */
export interface WorkRecord {
  readonly version: number;
  readonly savedAt: number;
  readonly settings: TrainingSettings;
  readonly branches: readonly (Omit<KeptBranch, 'series'> & { readonly series: SeriesContent })[];
  /** Oldest first; the last is the end. */
  readonly checkpoints: readonly string[];
}

/** One checkpoint. */
export interface CheckpointRecord {
  readonly kept: KeptCheckpoint;
  /** The fingerprint of the engine's snapshot. */
  readonly sum: string;
}

export const WORK_VERSION = 1;

const CHANNELS = Object.keys(MEASURED).length;
const MOST_BRANCHES = 64;
const MOST_LOOKS = 4096;
const MOST_LAYERS = 16;

export function workRecord({ settings, branches }: Work, checkpoints: readonly string[], savedAt: number): WorkRecord {
  return {
    version: WORK_VERSION,
    savedAt,
    settings,
    branches: branches.map((branch) => ({ ...branch, series: branch.series.content() })),
    checkpoints,
  };
}

export function checkpointRecord(kept: KeptCheckpoint): CheckpointRecord {
  return { kept, sum: sumOf(kept.checkpoint.snapshot.learned) };
}

/** null for what is no such record. */
export function readWorkRecord(value: unknown): WorkRecord | null {
  if (!isObject(value)) return null;
  const { version, savedAt, settings, branches, checkpoints } = value;
  if (version !== WORK_VERSION || !isNumber(savedAt) || !isObject(settings)) return null;
  if (!isList(branches, MOST_BRANCHES) || !branches.every(isBranch)) return null;
  if (!isList(checkpoints, MOST_LOOKS) || !checkpoints.every((key) => typeof key === 'string')) return null;
  return { version, savedAt, settings: validSettings(settings), branches, checkpoints };
}

/** null for what is no such record, or is damaged. */
export function readCheckpointRecord(value: unknown): KeptCheckpoint | null {
  if (!isObject(value) || !isObject(value['kept'])) return null;
  const { id, branch, images, bytes, record, checkpoint } = value['kept'];
  if (!isCount(id) || !isCount(branch) || !isCount(images) || !isLook(record) || !isObject(checkpoint)) return null;
  const { position, snapshot, optimizer, data } = checkpoint;
  if (!isPosition(position) || !isObject(snapshot) || !isOptimizer(optimizer) || typeof data !== 'string') return null;
  const { updates, learned } = snapshot;
  if (!isCount(updates) || !(learned instanceof Uint8Array) || learned.length !== bytes) return null;
  if (position.step !== record.step || sumOf(learned) !== value['sum']) return null;
  const own = new Uint8Array(learned);
  return { id, branch, images, bytes, record, checkpoint: { position, snapshot: { updates, learned: own }, optimizer, data } };
}

/** The whole work; null where its end is missing. */
export function joinedWork({ settings, branches }: WorkRecord, checkpoints: readonly KeptCheckpoint[]): Work | null {
  const present = branches.at(-1);
  const end = checkpoints.at(-1);
  if (!present || !end || end.branch !== present.id) return null;
  const kept: KeptBranch[] = [];
  for (const { id, parent, firstStep, settings: own, series: content, looks } of branches) {
    const series = ThinnedSeries.from(CHANNELS, firstStep, content);
    if (!series) return null;
    kept.push({ id, parent, firstStep, settings: validSettings({ ...own }), series, looks });
  }
  if (end.record.step !== present.firstStep + kept.at(-1)!.series.steps) return null;
  const ids = new Set(kept.map(({ id }) => id));
  return { settings, branches: kept, checkpoints: checkpoints.filter(({ branch }) => ids.has(branch)) };
}

function sumOf(bytes: Uint8Array): string {
  const isWhole = bytes.byteOffset % 4 === 0 && bytes.length % 4 === 0;
  return fingerprint([isWhole ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) : bytes]);
}

function isBranch(value: unknown): value is WorkRecord['branches'][number] {
  if (!isObject(value)) return false;
  const { id, parent, firstStep, settings, series, looks } = value;
  const isFromSomewhere = parent === null || isCount(parent);
  return isCount(id) && isFromSomewhere && isCount(firstStep) && isObject(settings) && isObject(series) && isLooks(looks);
}

function isLooks(value: unknown): value is LookRecord[] {
  return isList(value, MOST_LOOKS) && value.every(isLook);
}

function isLook(value: unknown): value is LookRecord {
  if (!isObject(value)) return false;
  const { step, images, seconds, learningRate, validation, layers } = value;
  const isValidated =
    validation === null || (isObject(validation) && isAnyNumber(validation['loss']) && isNumber(validation['accuracy']));
  return (
    isCount(step) &&
    isCount(images) &&
    (seconds === undefined || isSpan(seconds)) &&
    isNumber(learningRate) &&
    isValidated &&
    isList(layers, MOST_LAYERS) &&
    layers.every(isLayer)
  );
}

function isLayer(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { weightNorm, gradientNorm, updateRatio, dead } = value;
  const isOrNone = (one: unknown) => one === null || isAnyNumber(one);
  return isAnyNumber(weightNorm) && isAnyNumber(gradientNorm) && isOrNone(updateRatio) && isOrNone(dead);
}

function isPosition(value: unknown): value is Position {
  if (!isObject(value)) return false;
  const { step, images, epoch, shown, seconds } = value;
  return isCount(step) && isCount(images) && isCount(epoch) && isCount(shown) && isSpan(seconds);
}

function isOptimizer(value: unknown): value is Optimizer {
  const { optimizer } = TRAINING_SETTINGS;
  return optimizer.kind === 'choice' && optimizer.options.some((option) => option.value === value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isList(value: unknown, most: number): value is unknown[] {
  return Array.isArray(value) && value.length <= most;
}

function isAnyNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isSpan(value: unknown): value is number {
  return isNumber(value) && value >= 0;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
