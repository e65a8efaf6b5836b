import { SimulatorError, errorMessage } from '../domain/errors.ts';

/** A file of this site. Throws SimulatorError 'missing' where it does not come. */
export async function fetchFile(url: string): Promise<ArrayBuffer> {
  const response = await answerTo(url);
  return response.arrayBuffer();
}

/**
 * A file of this site or another one, of at most so many bytes.
 *
 * `progress` hears the share that has come, as far as that can be known. Throws SimulatorError 'missing' where it does not come,
 * 'out-of-range' where it is too large; rejects with an AbortError when `signal` is aborted.
 */
export async function fetchLargeFile(
  url: string,
  { mostBytes, signal, progress }: { mostBytes: number; signal: AbortSignal; progress: (share: number) => void },
): Promise<Blob> {
  const response = await answerTo(url, { signal, credentials: 'same-origin' });
  const name = nameIn(url);
  // Of what comes out where the server has packed it for the way, and then unknown.
  const length = response.headers.has('content-encoding') ? 0 : Number(response.headers.get('content-length') ?? 0);
  const reader = response.body!.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw signal.aborted
        ? error
        : new SimulatorError('missing', `${name} broke off: ${errorMessage(error)}`, { cause: error });
    });
    if (done) return new Blob(pieces);
    received += value.length;
    if (received > mostBytes) {
      void reader.cancel();
      throw new SimulatorError('out-of-range', `got more than ${mostBytes} bytes, expected at most that, file ${name}`);
    }
    pieces.push(value);
    if (length > 0) progress(Math.min(1, received / length));
  }
}

async function answerTo(url: string, options: RequestInit = {}): Promise<Response> {
  const name = nameIn(url);
  let response: Response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new SimulatorError('missing', `${name} did not come: ${errorMessage(error)}`, { cause: error });
  }
  if (!response.ok) throw new SimulatorError('missing', `got HTTP status ${response.status}, expected 200, file ${name}`);
  return response;
}

function nameIn(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
