import { describe, expect, it } from 'vitest';
import { cosTurns, sinTurns } from '../../src/domain/circle.ts';

describe('sinTurns and cosTurns', () => {
  it('agree with Math.sin and Math.cos to ten places', () => {
    let largest = 0;
    for (let n = -40_000; n <= 40_000; n++) {
      const turns = n / 20_011;
      largest = Math.max(
        largest,
        Math.abs(sinTurns(turns) - Math.sin(2 * Math.PI * turns)),
        Math.abs(cosTurns(turns) - Math.cos(2 * Math.PI * turns)),
      );
    }
    expect(largest).toBeLessThan(1e-10);
  });
});
