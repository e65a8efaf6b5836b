import { padded, PANEL } from './layout.ts';

// Weights [outFeatures, inFeatures] as files and people see them ↔ the engine's panels [panel][inFeatures][up to 32 outputs]
// (the picture is in assembly/kernels/panel.ts).

/** Calls back with the place of every weight in panels. */
function eachWeight(outFeatures: number, inFeatures: number, visit: (o: number, i: number, packed: number) => void): void {
  const paddedOut = padded(outFeatures);
  for (let o = 0; o < outFeatures; o++) {
    const panelStart = o - (o % PANEL);
    const width = Math.min(PANEL, paddedOut - panelStart);
    for (let i = 0; i < inFeatures; i++) visit(o, i, panelStart * inFeatures + i * width + (o - panelStart));
  }
}

/** Copies plain weights into panels; `target` [inFeatures · padded(outFeatures)]. */
export function packWeights(weight: Float32Array, outFeatures: number, inFeatures: number, target: Float32Array): void {
  eachWeight(outFeatures, inFeatures, (o, i, packed) => {
    target[packed] = weight[o * inFeatures + i]!;
  });
}

/** Copies plain weights, transposed, into panels; `target` [outFeatures · padded(inFeatures)]. */
export function packTransposed(weight: Float32Array, outFeatures: number, inFeatures: number, target: Float32Array): void {
  eachWeight(inFeatures, outFeatures, (i, o, packed) => {
    target[packed] = weight[o * inFeatures + i]!;
  });
}

/** A plain copy of packed weights, NaN in its canonical form. */
export function unpackWeights(packedWeights: Float32Array, outFeatures: number, inFeatures: number): Float32Array {
  const weight = new Float32Array(outFeatures * inFeatures);
  eachWeight(outFeatures, inFeatures, (o, i, packed) => {
    weight[o * inFeatures + i] = packedWeights[packed]!;
  });
  return canonical(weight);
}

const CANONICAL_NAN = 0x7fc00000;

/** Gives every NaN the same bits, in place: processors differ in its sign and payload. */
export function canonical(values: Float32Array): Float32Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let n = 0; n < values.length; n++) if (values[n] !== values[n]) bits[n] = CANONICAL_NAN;
  return values;
}
