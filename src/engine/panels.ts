import { padded, PANEL } from './layout.ts';

// Weights [outFeatures, inFeatures] as files and people see them ↔ the engine's panels [panel][inFeatures][up to 32 outputs]
// (the picture is in assembly/kernels/panel.ts).

/** How many of a layer's outputs share the panel that begins with output `panelStart`, padding included. */
function panelWidth(panelStart: number, outFeatures: number): number {
  return Math.min(PANEL, padded(outFeatures) - panelStart);
}

/** Copies plain weights into panels; `target` [inFeatures · padded(outFeatures)]. */
export function packWeights(weight: Float32Array, outFeatures: number, inFeatures: number, target: Float32Array): void {
  for (let o = 0; o < outFeatures; o++) {
    const panelStart = o - (o % PANEL);
    const width = panelWidth(panelStart, outFeatures);
    let packed = panelStart * inFeatures + (o - panelStart);
    for (let at = o * inFeatures; at < (o + 1) * inFeatures; at++, packed += width) target[packed] = weight[at]!;
  }
}

/** Copies plain weights, transposed, into panels; `target` [outFeatures · padded(inFeatures)]. */
export function packTransposed(weight: Float32Array, outFeatures: number, inFeatures: number, target: Float32Array): void {
  for (let i = 0; i < inFeatures; i++) {
    const panelStart = i - (i % PANEL);
    const width = panelWidth(panelStart, inFeatures);
    let packed = panelStart * outFeatures + (i - panelStart);
    for (let at = i; at < weight.length; at += inFeatures, packed += width) target[packed] = weight[at]!;
  }
}

/** A plain copy of packed weights, NaN in its canonical form. */
export function unpackWeights(packedWeights: Float32Array, outFeatures: number, inFeatures: number): Float32Array {
  const weight = new Float32Array(outFeatures * inFeatures);
  for (let o = 0; o < outFeatures; o++) {
    const panelStart = o - (o % PANEL);
    const width = panelWidth(panelStart, outFeatures);
    let packed = panelStart * inFeatures + (o - panelStart);
    for (let at = o * inFeatures; at < (o + 1) * inFeatures; at++, packed += width) weight[at] = packedWeights[packed]!;
  }
  return canonical(weight);
}

const CANONICAL_NAN = 0x7fc00000;

/** Gives every NaN the same bits, in place: processors differ in its sign and payload. */
export function canonical(values: Float32Array): Float32Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let n = 0; n < values.length; n++) if (values[n] !== values[n]) bits[n] = CANONICAL_NAN;
  return values;
}
