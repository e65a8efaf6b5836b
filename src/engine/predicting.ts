import type { NetworkDescription } from '../domain/network.ts';
import { createEngine, type LoadBinary } from './create.ts';
import type { Engine, EngineCapacity } from './engine.ts';

/** The fastest engine that looks at one image at a time and starts here: a browser that names WebAssembly may still refuse a binary. */
export async function predictingEngine(network: NetworkDescription, loadBinary: LoadBinary): Promise<Engine> {
  const capacity: EngineCapacity = { network, maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false };
  try {
    return await createEngine('auto', capacity, loadBinary);
  } catch (error) {
    console.warn('The JavaScript engine takes over:', error);
    return createEngine('javascript', capacity, loadBinary);
  }
}
