/** One moment of a learning step, in the order in which a network computes. */
export type Stage =
  /** The images are chosen. */
  | { readonly kind: 'batch' }
  /** z and a of one layer. */
  | { readonly kind: 'forward'; readonly layer: number }
  | { readonly kind: 'cost' }
  /** δ of one layer, the outputs first. */
  | { readonly kind: 'delta'; readonly layer: number }
  | { readonly kind: 'gradient' }
  /** The parameters have moved. */
  | { readonly kind: 'update' }
  /** The same images once more. */
  | { readonly kind: 'again' };

/** All stages of a learning step of a network with so many layers. */
export function stagesOf(layers: number): readonly Stage[] {
  const order = Array.from({ length: layers }, (_, layer) => layer);
  return [
    { kind: 'batch' },
    ...order.map((layer): Stage => ({ kind: 'forward', layer })),
    { kind: 'cost' },
    ...order.toReversed().map((layer): Stage => ({ kind: 'delta', layer })),
    { kind: 'gradient' },
    { kind: 'update' },
    { kind: 'again' },
  ];
}
