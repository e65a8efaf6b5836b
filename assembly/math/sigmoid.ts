import { exp, exp4 } from './exp';

/** 1 / (1 + e⁻ˣ); source torch.sigmoid. */
export function sigmoid(x: f32): f32 {
  return <f32>1 / (<f32>1 + exp(-x));
}

/** sigmoid of four lanes, the same bits. */
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}
