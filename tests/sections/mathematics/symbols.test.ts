import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIGIT_NETWORK, describeNetwork, HIDDEN_ACTIVATIONS, type Loss } from '../../../src/domain/network.ts';
import { explained } from '../../../src/sections/mathematics/explained.ts';
import { formulasOf, STAGES } from '../../../src/sections/mathematics/formulas.ts';
import { numbersOf } from '../../../src/sections/mathematics/numbers.ts';
import { shapeOf, SYMBOLS, type Mark, type SymbolId } from '../../../src/sections/mathematics/symbols.ts';
import { WORDS } from '../../../src/sections/mathematics/words.ts';
import type { Spelled } from '../../../src/ui/spelled.ts';

const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];

const marksOf = (formulas: readonly Spelled[]) =>
  formulas
    .flatMap(({ tex }) => [...tex.matchAll(/symbol=(\w+),place=(\w+)/g)])
    .map(([, symbol, place]) => ({ symbol, place }) as Mark);

const ALL_MARKS = LOSSES.flatMap((loss) => marksOf(STAGES.flatMap((stage) => formulasOf(loss, DIGIT_NETWORK)[stage])));

const explain = (at: Mark, layer: number, loss: Loss = 'quadratic', network = DIGIT_NETWORK) =>
  explained(at, { words: WORDS.en, network, loss, layer, rate: '0.010', meant: 3 });

describe('the vocabulary', () => {
  it('is that of the formulas, and lights up by a line of style for each symbol', () => {
    expect(new Set(ALL_MARKS.map(({ symbol }) => symbol))).toEqual(new Set(SYMBOLS));
    const style = readFileSync('src/sections/mathematics/mathematics.css', 'utf8');
    for (const symbol of SYMBOLS) expect(style).toContain(`[data-lit='${symbol}'] [data-symbol='${symbol}']`);
  });

  it('leaves no letter of a formula without a mark', () => {
    for (const loss of LOSSES) {
      for (const { tex } of STAGES.flatMap((stage) => formulasOf(loss, DIGIT_NETWORK)[stage])) {
        const bare = withoutMarks(tex).replace(/\\(?:begin|end)\{aligned\}|\\[A-Za-z]+/g, '');
        expect(bare, tex).not.toMatch(/[A-Za-z]/);
      }
    }
  });

  it('says something of every symbol in every place, at every layer, for every network', () => {
    const networks = [
      DIGIT_NETWORK,
      describeNetwork({ sizes: [784, 10] }),
      ...HIDDEN_ACTIVATIONS.map((activation) => describeNetwork({ sizes: [784, 7, 5, 10], activation, bias: false })),
    ];
    for (const network of networks) {
      for (const loss of LOSSES) {
        for (let layer = 1; layer <= network.layers.length; layer++) {
          for (const at of ALL_MARKS) {
            const said = explain(at, layer, loss, network);
            const all = JSON.stringify(said);
            expect(all, JSON.stringify(at)).not.toMatch(/undefined|NaN|-1/);
            expect(said.name.length).toBeGreaterThan(2);
            expect(said.text.length).toBeGreaterThan(20);
          }
        }
      }
    }
  });

  it('knows the shapes of the network at hand', () => {
    const shape = (symbol: SymbolId, place: Mark['place'], layer: number) => explain({ symbol, place }, layer).shape;
    expect(shape('W', 'here', 1)).toBe('[128 × 784]');
    expect(shape('W', 'after', 1)).toBe('[64 × 128]');
    expect(shape('a', 'before', 1)).toBe('[784 × 1]');
    expect(shape('a', 'last', 1)).toBe('[10 × 1]');
    expect(shape('delta', 'hidden', 2)).toBe('[64 × 1]');
    expect(shape('delta', 'after', 2)).toBe('[32 × 1]');
    expect(shape('b', 'here', 4)).toBe('[10 × 1]');
    expect(shape('y', 'here', 2)).toBe('[10 × 1]');
    expect(shape('C', 'here', 2)).toBe('one number');
    expect(shape('times', 'here', 2)).toBeNull();
    // Of the outputs there is no layer after: the formula of hidden layers speaks of the last hidden one.
    expect(shape('delta', 'hidden', 4)).toBe('[32 × 1]');
    expect(shape('W', 'after', 4)).toBe('[10 × 32]');
  });

  it('has formulas whose shapes fit', () => {
    for (let layer = 1; layer <= 4; layer++) {
      const shape = (symbol: SymbolId, place: Mark['place']) => shapeOf({ symbol, place }, DIGIT_NETWORK, layer)!;
      // z = W a + b, and ∂C/∂W = δ aᵀ.
      expect(shape('W', 'here')).toEqual([shape('z', 'here')[0], shape('a', 'before')[0]]);
      expect(shape('b', 'here')).toEqual(shape('z', 'here'));
      expect(shape('weightGradient', 'here')).toEqual([shape('delta', 'here')[0], shape('a', 'before')[0]]);
      expect(shape('weightGradient', 'here')).toEqual(shape('W', 'here'));
      // δ = (Wᵀ δ) ⊙ f′(z)
      expect([shape('W', 'after')[1], 1]).toEqual(shape('delta', 'hidden'));
      expect(shape('W', 'after')[0]).toBe(shape('delta', 'after')[0]);
      expect(shape('z', 'hidden')).toEqual(shape('delta', 'hidden'));
    }
  });
});

it('follows the cost: another cost, another output error, and no f′ of softmax', () => {
  const plain = (loss: Loss) =>
    STAGES.flatMap((stage) => formulasOf(loss, DIGIT_NETWORK)[stage].map((formula) => formula.plain));
  expect(plain('cross-entropy')).toContain('C = −Σ yᵢ ln aᵢ');
  expect(plain('cross-entropy')).toContain('δ(L) = a(L) − y');
  expect(plain('quadratic')).toContain('C = ½ Σ (yᵢ − aᵢ)²');
  expect(plain('quadratic')).toContain('δ(L) = ∇ₐC ⊙ f′(z(L)) = (a(L) − y) ⊙ f′(z(L))');
  for (const loss of LOSSES) expect(plain(loss)).toContain('∂C/∂W(l) = δ(l) (a(l−1))ᵀ');
});

it('marks only what the vocabulary knows in the numbers, too', () => {
  for (const loss of LOSSES) {
    const form = { loss, activation: 'sigmoid', isOutput: true, hasBias: true, hasHidden: true } as const;
    for (const { symbol } of marksOf(STAGES.flatMap((stage) => numbersOf(form)[stage]))) expect(SYMBOLS).toContain(symbol);
  }
});

/** TeX without what is marked, whatever is nested in it. */
function withoutMarks(tex: string): string {
  let rest = tex;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/\\htmlData\{[^{}]*\}\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/, '');
  }
  return rest;
}
