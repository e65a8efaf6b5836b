import { inFeaturesOf, type Loss, type NetworkDescription } from '../../domain/network.ts';
import { marked, type SymbolMark } from '../../ui/symbol-formula.tsx';

/** Every symbol of the formulas. mathematics.css has a line for each, which lights it wherever it occurs. */
export const SYMBOLS = [
  'W',
  'b',
  'a',
  'z',
  'delta',
  'y',
  'C',
  'eta',
  'f',
  'slope',
  'times',
  'transpose',
  'weightGradient',
  'biasGradient',
  'nabla',
  'layer',
  'last',
  'index',
  'sum',
  'e',
  'ln',
  'half',
  'becomes',
] as const;

export type SymbolId = (typeof SYMBOLS)[number];

/**
 * The layer that a symbol belongs to: the chosen one, the one before it, the last one. In the formula of hidden layers `hidden` is the
 * chosen one, or the last hidden one where the outputs are chosen, and `after` the one that follows it.
 */
export type Place = 'here' | 'before' | 'hidden' | 'after' | 'last';

/** A symbol in one of its places. */
export interface Mark extends SymbolMark {
  readonly symbol: SymbolId;
  readonly place: Place;
}

/** TeX with its marks: `mark` for what stands alone, `layered` for what carries the number of its layer. */
export function mark(symbol: SymbolId, tex: string, place: Place = 'here'): string {
  return marked({ symbol, place }, tex);
}

const NUMBER_OF: Readonly<Record<Place, string>> = {
  here: mark('layer', 'l'),
  hidden: mark('layer', 'l'),
  before: `${mark('layer', 'l')}-1`,
  after: `${mark('layer', 'l')}+1`,
  last: mark('last', 'L', 'last'),
};

/** W⁽ˡ⁾, a⁽ˡ⁻¹⁾, δ⁽ᴸ⁾ … */
export function layered(symbol: SymbolId, tex: string, place: Place = 'here'): string {
  return `${mark(symbol, tex, place)}^{(${NUMBER_OF[place]})}`;
}

/** The number of the layer that a mark speaks of, 1 for the first hidden one; 0 is the input. null for what belongs to no layer. */
export function layerOf({ symbol, place }: Mark, network: NetworkDescription, layer: number): number | null {
  const last = network.layers.length;
  const hidden = Math.min(layer, Math.max(1, last - 1));
  switch (symbol) {
    case 'W':
    case 'b':
    case 'a':
    case 'z':
    case 'delta':
    case 'f':
    case 'slope':
    case 'weightGradient':
    case 'biasGradient':
      return { here: layer, before: layer - 1, hidden, after: Math.min(last, hidden + 1), last }[place];
    default:
      return null;
  }
}

/** The shape of what a mark stands for: [rows, columns]; null for what is no number, or a single one. */
export function shapeOf(at: Mark, network: NetworkDescription, layer: number): readonly [number, number] | null {
  const number = layerOf(at, network, layer);
  const outFeatures = (index: number) => (index === 0 ? network.inFeatures : network.layers[index - 1]!.outFeatures);
  switch (at.symbol) {
    case 'W':
    case 'weightGradient':
      return [outFeatures(number!), inFeaturesOf(network, number! - 1)];
    case 'y':
    case 'nabla':
      return [outFeatures(network.layers.length), 1];
    case 'b':
    case 'a':
    case 'z':
    case 'delta':
    case 'biasGradient':
      return [outFeatures(number!), 1];
    default:
      return null;
  }
}

/** A symbol by itself, with the number of its layer, for the eye and in plain text. */
export function symbolName(at: Mark, number: number | null, loss: Loss): { readonly tex: string; readonly plain: string } {
  const raised = number === null ? '' : `^{(${number})}`;
  const inBrackets = number === null ? '' : `(${number})`;
  const { tex, plain } = BARE[at.symbol];
  if (at.symbol === 'weightGradient' || at.symbol === 'biasGradient') {
    const of = at.symbol === 'weightGradient' ? ['W', 'W'] : ['\\mathbf{b}', 'b'];
    return { tex: `\\partial C / \\partial ${of[0]}${raised}`, plain: `∂C/∂${of[1]}${inBrackets}` };
  }
  if (at.symbol === 'f' && at.place === 'last')
    return { tex: loss === 'quadratic' ? '\\sigma' : '\\text{softmax}', plain: 'f' };
  return at.symbol === 'f' || at.symbol === 'slope'
    ? { tex, plain }
    : { tex: `${tex}${raised}`, plain: `${plain}${inBrackets}` };
}

const BARE: Readonly<Record<SymbolId, { readonly tex: string; readonly plain: string }>> = {
  W: { tex: 'W', plain: 'W' },
  b: { tex: '\\mathbf{b}', plain: 'b' },
  a: { tex: '\\mathbf{a}', plain: 'a' },
  z: { tex: '\\mathbf{z}', plain: 'z' },
  delta: { tex: '\\boldsymbol{\\delta}', plain: 'δ' },
  y: { tex: '\\mathbf{y}', plain: 'y' },
  C: { tex: 'C', plain: 'C' },
  eta: { tex: '\\eta', plain: 'η' },
  f: { tex: 'f', plain: 'f' },
  slope: { tex: "f'", plain: 'f′' },
  times: { tex: '\\odot', plain: '⊙' },
  transpose: { tex: '{\\cdot}^{\\mathsf{T}}', plain: 'ᵀ' },
  weightGradient: { tex: '\\partial C / \\partial W', plain: '∂C/∂W' },
  biasGradient: { tex: '\\partial C / \\partial \\mathbf{b}', plain: '∂C/∂b' },
  nabla: { tex: '\\nabla_{\\!a}\\, C', plain: '∇ₐC' },
  layer: { tex: 'l', plain: 'l' },
  last: { tex: 'L', plain: 'L' },
  index: { tex: 'i, j, k', plain: 'i, j, k' },
  sum: { tex: '\\textstyle\\sum', plain: 'Σ' },
  e: { tex: 'e', plain: 'e' },
  ln: { tex: '\\ln', plain: 'ln' },
  half: { tex: '\\tfrac{1}{2}', plain: '½' },
  becomes: { tex: '\\leftarrow', plain: '←' },
};
