import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { keptDrawing, readOwnDigits, writeOwnDigits, type OwnDigit } from '../../src/formats/own-digits.ts';
import { damaged, readsOrRefuses } from './damage.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const random = new Random(1);
const DIGITS: OwnDigit[] = Array.from({ length: 12 }, (_, n) => ({
  label: n % 10,
  drawing: keptDrawing(sampleDigit(n % 10, random)),
}));
const FILE = writeOwnDigits(DIGITS);

const stroke = fc.record({
  points: fc.array(
    fc.record({ x: fc.double({ min: -5, max: 33, noNaN: true }), y: fc.double({ min: -5, max: 33, noNaN: true }) }),
    { minLength: 1, maxLength: 20 },
  ),
  width: fc.double({ min: 0.5, max: 6, noNaN: true }),
  ink: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anyDigits = fc.array(
  fc.record({ label: fc.nat(9), drawing: fc.array(stroke, { minLength: 1, maxLength: 5 }).map(keptDrawing) }),
  { maxLength: 8 },
);

/** The file with one thing in its text replaced by another. */
const withText = (from: string, to: string) => {
  expect(FILE).toContain(from);
  return bytesOf(FILE.replace(from, to));
};
/** A file of one digit with these strokes. */
const ofStrokes = (strokes: unknown, label: unknown = 7) =>
  bytesOf(JSON.stringify({ format: 'digits drawn on a pad of 28×28 cells', version: 1, digits: [{ label, strokes }] }));

describe('a file of own digits', () => {
  it('gives back what was kept', () => {
    expect(readOwnDigits(bytesOf(FILE))).toEqual(DIGITS);
    fc.assert(
      fc.property(anyDigits, (digits) => {
        // −0 and 0 are one place on the pad, and JSON knows one of them.
        const plain = JSON.parse(JSON.stringify(digits)) as OwnDigit[];
        expect(readOwnDigits(bytesOf(writeOwnDigits(digits)))).toEqual(plain);
      }),
    );
  });

  it('moves no point by more than half a thousandth of a cell', () => {
    const drawn = sampleDigit(3, new Random(9));
    keptDrawing(drawn).forEach(({ points }, n) =>
      points.forEach(({ x, y }, p) => {
        // Plus the rounding of a double.
        expect(Math.abs(x - drawn[n]!.points[p]!.x)).toBeLessThan(0.000501);
        expect(Math.abs(y - drawn[n]!.points[p]!.y)).toBeLessThan(0.000501);
      }),
    );
  });

  it.each([
    ['nothing', bytesOf(''), /no file of digits/],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), /no file of digits/],
    ['half a file', bytesOf(FILE.slice(0, FILE.length / 2)), /no file of digits/],
    ['a list', bytesOf('[1,2]'), /got \[1,2\], expected an object/],
    ['another format', bytesOf('{"format":"poems","version":1,"digits":[]}'), /got format "poems"/],
    ['a later version', withText('"version":1', '"version":2'), /got version 2, expected 1/],
    ['no digits', bytesOf(FILE.replace(/"digits":[^]*/, '"digits":null}')), /got null, expected a list, digits/],
    ['a label of 10', ofStrokes([{ width: 2, ink: 1, points: [1, 1] }], 10), /got 10 as label/],
    ['half a label', ofStrokes([{ width: 2, ink: 1, points: [1, 1] }], 1.5), /got label 1\.5/],
    ['a label in letters', ofStrokes([{ width: 2, ink: 1, points: [1, 1] }], 'seven'), /got label "seven"/],
    ['no strokes', ofStrokes([]), /got 0 strokes, expected 1 to 500, digit 1 of 1/],
    ['a stroke without points', ofStrokes([{ width: 2, ink: 1, points: [] }]), /got 0 numbers/],
    ['half a point', ofStrokes([{ width: 2, ink: 1, points: [1, 2, 3] }]), /got 3 numbers/],
    ['a point in words', ofStrokes([{ width: 2, ink: 1, points: [1, 'two'] }]), /got y "two", expected a number/],
    ['a point beyond the pad', ofStrokes([{ width: 2, ink: 1, points: [1e300, 2] }]), /got x 1e\+300/],
    ['a pen of nothing', ofStrokes([{ ink: 1, points: [1, 2] }]), /got width nothing/],
    ['a pen wider than the pad', ofStrokes([{ width: 29, ink: 1, points: [1, 2] }]), /got width 29/],
    ['too much ink', ofStrokes([{ width: 2, ink: 1.1, points: [1, 2] }]), /got ink 1\.1/],
    [
      'too many points',
      ofStrokes([{ width: 2, ink: 1, points: Array.from({ length: 20_002 }, () => 1) }]),
      /got 10001 points, expected 1 to 10000/,
    ],
    [
      'too many digits',
      bytesOf(`{"format":"digits drawn on a pad of 28×28 cells","version":1,"digits":[${'0,'.repeat(2000)}0]}`),
      /got 2001 digits/,
    ],
    ['too many bytes', new Uint8Array(2 ** 25 + 1), /got 33554433 bytes/],
    ['brackets a million deep', bytesOf('['.repeat(1_000_000)), /no file of digits/],
  ])('refuses %s', (_, bytes, message) => {
    expect(readsOrRefuses(() => readOwnDigits(bytes))).toBe('refused');
    expect(() => readOwnDigits(bytes)).toThrow(message);
  });

  it('is read or refused, whatever damage it has', () => {
    fc.assert(fc.property(damaged(bytesOf(FILE)), (bytes) => void readsOrRefuses(() => readOwnDigits(bytes))));
  });
});
