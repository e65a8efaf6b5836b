declare module '*/simd-probe.wasm' {
  /** 4·x², computed in four lanes; see assembly/simd-probe.ts. */
  export function sumOfSquares(x: number): number;
}
