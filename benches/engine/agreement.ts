import type { Contender } from './contenders/contender.ts';
import type { BenchData } from './data.ts';
import type { Agreement } from './results.ts';

const STEPS = 30;
const BATCH_SIZE = 32;
/** Everybody rounds differently; after thirty steps the losses of the same batches still agree to this. */
const TOLERANCE = 1e-3;

/**
 * Trains everybody on the same batches and compares the losses with the first one's, step by step.
 *
 * Throws Error for a contender that computes something else or does not learn.
 */
export async function checkAgreement(contenders: readonly Contender[], data: BenchData): Promise<Agreement[]> {
  let expected: readonly number[] | undefined;
  const agreements: Agreement[] = [];
  for (const contender of contenders) {
    const losses = await lossesOf(contender, data);
    if (!losses) continue;
    expected ??= losses;
    const lossDifference = Math.max(...losses.map((loss, n) => Math.abs(loss - expected![n]!)));
    const { engine, threads } = contender;
    const [firstLoss, lastLoss] = [losses[0]!, losses[STEPS - 1]!];
    if (!(lossDifference <= TOLERANCE)) {
      throw new Error(`got losses that differ by ${lossDifference}, expected at most ${TOLERANCE}, ${engine} ×${threads}`);
    }
    if (!(lastLoss < firstLoss))
      throw new Error(`got a loss of ${firstLoss}, then ${lastLoss}, expected it to fall, ${engine}`);
    agreements.push({ engine, threads, firstLoss, lastLoss, lossDifference });
  }
  return agreements;
}

async function lossesOf(contender: Contender, data: BenchData): Promise<number[] | null> {
  const step = await contender.prepare('train', BATCH_SIZE, data);
  if (!step) return null;
  await step.enter();
  const losses: number[] = [];
  while (losses.length < STEPS) losses.push(await step.run(1));
  return losses;
}
