import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeNeuron, type NeuronSettings } from '../../../src/domain/neuron.ts';
import { computationOf, WIDEST_TEXTS } from '../../../src/sections/neuron/formulas.ts';
import { shownNumbers, slotTexts } from '../../../src/sections/neuron/shown.ts';
import { shownNumber } from '../../../src/domain/decimals.ts';
import { filled } from '../../../src/ui/spelled.ts';
import { anySettings, START } from '../../domain/neuron-settings.ts';
import { ACTIVATIONS, softmax } from '../../reference/activations.ts';

const textsOf = (settings: NeuronSettings) => slotTexts(shownNumbers(settings, computeNeuron(settings)));
const number = (text: string) => shownNumber(text.replace(/[()]/g, ''));

/** Half a unit of the last digit shown, and what float64 rounds. */
function tolerance(text: string): number {
  const power = /·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/u.exec(text);
  return power ? 0.00501 * 10 ** Math.round(Math.log10(Math.abs(number(`1${power[0]}`)))) : 0.0000501;
}

/** f and f′ by the textbook, written independently of the page's own. */
function textbook(settings: NeuronSettings, z: number): { a: number; slope: number } {
  const { activation, alpha, z2, z3, temperature } = settings;
  if (activation === 'softmax') {
    const [a] = softmax(Float64Array.from([z, z2, z3], (one) => one / temperature));
    return { a: a!, slope: (a! * (1 - a!)) / temperature };
  }
  if (activation === 'leaky-relu') return z > 0 ? { a: z, slope: 1 } : { a: alpha * z, slope: alpha };
  return { a: ACTIVATIONS[activation].value(z), slope: ACTIVATIONS[activation].slope(z) };
}

it('shows numbers that are those of the textbook, to the digits shown', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const texts = textsOf(settings);
      const { x1, x2, w1, w2, b } = settings;
      const z = w1 * x1 + w2 * x2 + b;
      // At the kink the textbook's float64 may fall on either side.
      fc.pre(z === 0 || Math.abs(z) > 1e-9);
      const { a, slope } = textbook(settings, z);
      const expected = { w: w1, x: x1, v: w2, y: x2, b, t: w1 * x1, u: w2 * x2, z, zb: z, a, s: slope };
      const gradient = { g1: slope * x1, g2: slope * x2, gb: slope };
      for (const [name, value] of Object.entries({ ...expected, ...gradient })) {
        expect(Math.abs(number(texts[name]!) - value), name).toBeLessThanOrEqual(tolerance(texts[name]!) + 1e-12);
      }
    }),
    { numRuns: 500 },
  );
});

it('shows a sum that is exactly the sum of the parts shown, and parts that are the products shown', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { w, x, v, y, t, u, b, z } = textsOf(settings);
      const units = (text: string | undefined) => Math.round(number(text!) * 1e4);
      expect(units(t) + units(u) + units(b)).toBe(units(z));
      expect(Math.round(number(w!) * number(x!) * 1e4) + 0).toBe(units(t) + 0);
      expect(Math.round(number(v!) * number(y!) * 1e4) + 0).toBe(units(u) + 0);
    }),
    { numRuns: 500 },
  );
});

it('says = only where what is shown is all there is', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const texts = textsOf(settings);
      const { z } = computeNeuron(settings);
      const { a } = textbook(settings, z);
      if (texts.aEquals === '=') expect(number(texts.a!)).toBeCloseTo(a, 10);
      if (texts.g1Equals === '=') expect(number(texts.g1!)).toBeCloseTo(number(texts.s!) * number(texts.x!), 10);
      if (texts.g2Equals === '=') expect(number(texts.g2!)).toBeCloseTo(number(texts.s!) * number(texts.y!), 10);
    }),
    { numRuns: 500 },
  );
});

it('fills every slot of every formula with a text no longer than the room that is kept', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const texts = textsOf(settings);
      for (const { tex, plain } of computationOf(settings.activation).flatMap(({ numeric }) => numeric)) {
        const inTex = [...tex.matchAll(/\\slotr?\{(\w+)\}/g)].map(([, name]) => name!);
        const inPlain = [...plain.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
        expect(new Set(inPlain)).toEqual(new Set(inTex));
        for (const name of inTex) {
          expect(texts[name]!.length, name).toBeGreaterThan(0);
          expect(texts[name]!.length, `${name}: ${texts[name]}`).toBeLessThanOrEqual(
            WIDEST_TEXTS[settings.activation][name]!.length,
          );
        }
        expect(filled(plain, texts)).not.toMatch(/[{}]|NaN|Infinity|undefined/);
      }
    }),
    { numRuns: 200 },
  );
});

it('starts with the sum of the lesson', () => {
  const [first] = computationOf('relu');
  expect(first!.numeric.map(({ plain }) => filled(plain, textsOf(START)))).toEqual([
    'z = 0.50 × 0.70 + (−0.30) × 0.40 + 0.00',
    'z = 0.3500 + (−0.1200) + 0.00 = 0.2300',
  ]);
});
