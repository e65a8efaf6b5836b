import { describe, expect, it } from 'vitest';
import { describeNetwork, DIGIT_NETWORK } from '../../../src/domain/network.ts';
import { architectureFormula, countWithoutFirstBias, parameterFormula } from '../../../src/sections/draw/formulas.ts';

describe('the formulas of a network', () => {
  it('names its widths', () => {
    const { plain, tex } = architectureFormula(DIGIT_NETWORK, { pixels: 'pixels', digits: 'digits' });
    expect(plain).toBe('784 (28×28 pixels) → 128 → 64 → 32 → 10 (digits 0–9)');
    expect(tex).toContain('784\\ \\text{(28$\\times$28 pixels)} \\rightarrow 128');
  });

  it('adds up its parameters', () => {
    expect(parameterFormula(DIGIT_NETWORK).plain).toBe('784×128 + 128 + 128×64 + 64 + 64×32 + 32 + 32×10 + 10 = 111\u202f146');
    expect(countWithoutFirstBias(DIGIT_NETWORK)).toEqual({ count: 111_018, biases: 128 });
  });

  it('leaves out biases that are switched off', () => {
    const network = describeNetwork({ sizes: [784, 128, 64, 32, 10], bias: [false, true, true, true] });
    expect(parameterFormula(network).plain).toBe('784×128 + 128×64 + 64 + 64×32 + 32 + 32×10 + 10 = 111\u202f018');
    expect(countWithoutFirstBias(network)).toBeNull();
  });
});
