import { errorMessage, SimulatorError } from '../domain/errors.ts';

/** Stops a program for a reason that lies neither in its arguments nor in its files: one line, exit code 1. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

const EXIT_FAILURE = 1;
/** Something is wrong with the arguments or the files. */
const EXIT_USAGE = 2;
/** What shells report for a program that Ctrl-C has ended. */
export const EXIT_INTERRUPTED = 130;

/**
 * Runs a program and turns what it throws into one line on stderr and an exit code.
 *
 * `main` gets the arguments and returns its exit code, 0 if nothing.
 */
export async function runProgram(name: string, main: (args: readonly string[]) => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    process.stderr.write(`${name}: ${explained(error)}\n`);
    process.exitCode = error instanceof SimulatorError ? EXIT_USAGE : EXIT_FAILURE;
  }
}

/** Aborted by the first Ctrl-C (or a polite kill); the second ends the program at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

/** One line for what people can do something about, the whole stack for a mistake of ours. */
function explained(error: unknown): string {
  const isExpected = error instanceof SimulatorError || error instanceof Failure || (error as NodeJS.ErrnoException)?.syscall;
  return isExpected || !(error instanceof Error) ? errorMessage(error) : (error.stack ?? error.message);
}
