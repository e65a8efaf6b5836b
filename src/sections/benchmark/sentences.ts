import { findingsOf, type CrossoverFinding, type Findings } from '../../domain/benchmark/findings.ts';
import type { BenchmarkReport } from '../../domain/benchmark/report.ts';
import { pathText, placeText, sizeText, smallText, timesText } from './numbers.ts';
import type { BenchmarkWords } from './words.ts';

/** Three sentences that say what a run found, made of its figures. */
export function sentencesOf(report: BenchmarkReport, words: BenchmarkWords): [string, string, string] {
  const findings = findingsOf(report);
  const { crossover: found } = findings;
  return [faster(findings, words), crossover(found, words), threadsAndBits(findings, report, words)].map(unbroken) as [
    string,
    string,
    string,
  ];
}

/** No line ends between a number and its ×. */
function unbroken(sentence: string): string {
  return sentence.replace(/(?<=\d) ×/g, '\u00a0×').replace(/× (?=\d)/g, '×\u00a0');
}

function faster({ training }: Findings, { sentences, ...words }: BenchmarkWords): string {
  if (!training) return sentences.notCompared;
  const { workload, size, path, overTextbook, overJavascript } = training;
  const start = sentences.faster[workload](words.winners[path.kind], timesText(overTextbook.median), sizeText(size));
  if (!overJavascript) return `${start}.`;
  const algorithm = timesText(overTextbook.median / overJavascript.median);
  const code = timesText(overJavascript.median);
  return start + (workload === 'product' ? sentences.becauseProduct : sentences.because)(algorithm, code);
}

function crossover(finding: CrossoverFinding | null, words: BenchmarkWords): string {
  const { sentences } = words;
  if (!finding) return sentences.noCrossover;
  const { workload, from, smallest, largest } = finding;
  const place = (size: number) => placeText(words, workload, size);
  const [first, last] = [timesText(smallest.ratio.median), timesText(largest.ratio.median)];
  if (from === null) return sentences.never(place(largest.size), last);
  if (from === smallest.size) return sentences.always(place(smallest.size), first, place(largest.size), last);
  return smallest.verdict === 'javascript'
    ? sentences.from(place(smallest.size), first, place(from), place(largest.size), last)
    : sentences.evenThen(place(smallest.size), place(from), place(largest.size), last);
}

function threadsAndBits({ threads, relaxed, bits }: Findings, report: BenchmarkReport, words: BenchmarkWords): string {
  const { sentences } = words;
  const place = (size: number) => placeText(words, 'training', size);
  let sentence = sentences.threadsNotTried;
  if (threads) {
    const { best, worst } = threads;
    sentence =
      best.size === worst.size
        ? sentences.threadsBest(threads.threads, timesText(best.ratio.median), place(best.size))
        : sentences.threadsBoth(
            threads.threads,
            timesText(best.ratio.median),
            place(best.size),
            timesText(worst.ratio.median),
            place(worst.size),
          );
  } else {
    const absence = report.absences.find(({ path, reason }) => path.threads > 1 && reason !== 'not-shared');
    if (absence) sentence = sentences.noThreads(words.absences[absence.reason](absence.detail));
  }
  if (bits.broken.length > 0) sentence += sentences.notSame(bits.broken.map((path) => pathText(words, path)).join(', '));
  else if (bits.exactPaths > 1) sentence += sentences.same(bits.exactPaths);
  return (
    sentence +
    (relaxed ? sentences.relaxed(timesText(relaxed.overSimd.median), smallText(relaxed.difference)) : sentences.noRelaxed)
  );
}
