import { withLoss } from '../../domain/learning-step.ts';
import type { Loss, NetworkDescription } from '../../domain/network.ts';
import { layerOf, shapeOf, symbolName, type Mark } from './symbols.ts';
import type { MathematicsWords } from './words.ts';

/** What there is to say about a symbol. */
export interface Explained {
  readonly symbol: { readonly tex: string; readonly plain: string };
  readonly name: string;
  /** "[32 × 64]", "one number"; null for signs that are no numbers. */
  readonly shape: string | null;
  readonly text: string;
}

const SINGLE: readonly string[] = ['C', 'eta'];

/** A symbol in one of its places, explained for the network at hand; `layer` is l, from 1. */
export function explained(
  at: Mark,
  given: {
    readonly words: MathematicsWords;
    readonly network: NetworkDescription;
    readonly loss: Loss;
    readonly layer: number;
    readonly rate: string;
    readonly meant: number | null;
  },
): Explained {
  const { words, loss, layer } = given;
  const network = withLoss(given.network, loss);
  const number = layerOf(at, network, layer);
  const shape = shapeOf(at, network, layer);
  const shapeText = (rows: number, columns: number) => words.rows(rows, columns);
  const sizes = [network.inFeatures, ...network.layers.map(({ outFeatures }) => outFeatures)];
  const own = Math.max(1, number ?? layer);
  const { name, text } = words.symbols[at.symbol]({
    layer: number,
    isLast: number === network.layers.length,
    layers: network.layers.length,
    loss,
    activation: network.layers[own - 1]!.activation,
    rate: given.rate,
    meant: given.meant,
    own: shapeText(sizes[own]!, 1),
    before: shapeText(1, sizes[own - 1]!),
  });
  return {
    symbol: symbolName(at, number, loss),
    name,
    shape: shape ? shapeText(...shape) : SINGLE.includes(at.symbol) ? words.oneNumber : null,
    text,
  };
}
