/** What went wrong, as a word that code can branch on; the message is for people. */
export type ErrorCode =
  /** A file or folder that was named is not there. */
  | 'missing'
  /** Bytes that are not what their format demands. */
  | 'malformed'
  /** Well-formed, but not what this network or data set needs. */
  | 'mismatch'
  /** A value outside the range that makes sense. */
  | 'out-of-range'
  /** This machine or browser cannot do it. */
  | 'unsupported'
  /** A worker that shared the work has died or does not answer. */
  | 'thread-lost';

/**
 * The one error family of this project.
 *
 * The message says what was found, what was expected and where:
 * "got dtype I8, expected F32, tensor fc1.weight".
 */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
