import { SimulatorError, errorMessage } from '../domain/errors.ts';

/** A file of this site. Throws SimulatorError 'missing' where it does not come. */
export async function fetchFile(url: string): Promise<ArrayBuffer> {
  const name = url.slice(url.lastIndexOf('/') + 1);
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new SimulatorError('missing', `${name} did not come: ${errorMessage(error)}`, { cause: error });
  }
  if (!response.ok) throw new SimulatorError('missing', `got HTTP status ${response.status}, expected 200, file ${name}`);
  return response.arrayBuffer();
}
