import {
  isSamePath,
  type Absence,
  type BenchmarkReport,
  type BenchmarkSettings,
  type MachineFacts,
  type Reading,
  type VoidReason,
} from './report.ts';

/** Six digits say more than any sample does. */
const DIGITS = 6;

/** A report while it is being measured. */
export class ReportDraft {
  readonly #settings: BenchmarkSettings;
  readonly #date: string;
  readonly #readings: (Reading & { readonly perSecond: number[] })[] = [];
  readonly #broken = new Set<number>();
  readonly #absences: Absence[] = [];
  readonly #voids: Record<VoidReason, number> = { hidden: 0, clock: 0 };
  machine: MachineFacts | null = null;

  constructor(settings: BenchmarkSettings, date: string) {
    this.#settings = settings;
    this.#date = date;
  }

  /** A line that begins; the first is number 0. */
  begin(starter: Omit<Reading, 'perSecond' | 'voids'>): void {
    this.#readings.push({ ...starter, perSecond: [], voids: 0 });
  }

  sample(line: number, perSecond: number): void {
    this.#readings[line]!.perSecond.push(Number(perSecond.toPrecision(DIGITS)));
  }

  spoil(line: number, why: VoidReason): void {
    this.#voids[why]++;
    const reading = this.#readings[line]!;
    this.#readings[line] = { ...reading, voids: reading.voids + 1 };
  }

  breakOff(line: number, message: string): void {
    this.#broken.add(line);
    const { workload, path } = this.#readings[line]!;
    this.absent({ workload, path, reason: 'failed', detail: message });
  }

  /** The same said again is said once. */
  absent(absence: Absence): void {
    const isKnown = this.#absences.some(
      ({ workload, path, reason, detail }) =>
        workload === absence.workload &&
        reason === absence.reason &&
        detail === absence.detail &&
        isSamePath(path, absence.path),
    );
    if (!isKnown) this.#absences.push(absence);
  }

  /** What is measured so far; null where there is nothing. */
  report(end: BenchmarkReport['end'], seconds: number, message = ''): BenchmarkReport | null {
    const readings = this.#readings.filter(({ perSecond }, line) => perSecond.length > 0 && !this.#broken.has(line));
    if (!this.machine || readings.length === 0) return null;
    return {
      date: this.#date,
      seconds: Number(seconds.toFixed(1)),
      end,
      message,
      settings: this.#settings,
      machine: this.machine,
      voids: { ...this.#voids },
      readings: readings.map((reading) => ({ ...reading, perSecond: [...reading.perSecond] })),
      absences: [...this.#absences],
    };
  }
}
