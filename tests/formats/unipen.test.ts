import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUnipen } from '../../src/formats/unipen.ts';
import { damaged, readsOrRefuses } from './damage.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readUnipen(bytesOf(text));

const SAMPLE = `.INCLUDE        dene.doc

.LEXICON "0" "1" "2" "3" "4" "5" "6" "7" "8" "9"
.HIERARCHY      DIGIT

.SEGMENT DIGIT    0 ? "8"
.COMMENT 8 12  224
.PEN_DOWN
 100  300
 120  340
.PEN_UP
.DT 100
.SEGMENT DIGIT    1-2 ? "7"
.COMMENT 7 30  15
.PEN_DOWN
 10  20
.PEN_UP
.DT 47
.PEN_DOWN
 30  20
 30  -20
.PEN_UP
.DT 100
`;

describe('UNIPEN', () => {
  it('reads labels, writers and strokes', () => {
    const digits = read(SAMPLE);
    expect(digits.map(({ label, writer }) => [label, writer])).toEqual([
      [8, 12],
      [7, 30],
    ]);
    expect(digits.map(({ drawing }) => drawing.map(({ points }) => points.length))).toEqual([[2], [1, 2]]);
  });

  it('turns the tablet upside down and puts the drawing in the middle of the pad, 20 cells long', () => {
    const [first, second] = read(SAMPLE);
    expect(first!.drawing[0]!.points).toEqual([
      { x: 9, y: 24 },
      { x: 19, y: 4 },
    ]);
    expect(second!.drawing.map(({ points }) => points)).toEqual([
      [{ x: 9, y: 4 }],
      [
        { x: 19, y: 4 },
        { x: 19, y: 24 },
      ],
    ]);
  });

  it('puts a single dot in the middle', () => {
    const [dot] = read('.SEGMENT DIGIT 0 ? "1"\n.PEN_DOWN\n5 5\n.PEN_UP');
    expect(dot).toMatchObject({ label: 1, writer: null, drawing: [{ points: [{ x: 14, y: 14 }] }] });
  });

  it('does not take the writer of the digit before', () => {
    const digits = read(SAMPLE.replace('.COMMENT 7 30  15', ''));
    expect(digits.map(({ writer }) => writer)).toEqual([12, null]);
  });

  it('reads lines that end as on Windows', () => {
    expect(read(SAMPLE.replaceAll('\n', '\r\n'))).toEqual(read(SAMPLE));
  });

  it.each([
    ['nothing', '', /got no digit, expected .SEGMENT DIGIT/],
    ['no digit', '.LEXICON "1"\n', /got no digit/],
    ['a label that is no digit', SAMPLE.replace('? "7"', '? "12"'), /got label "12", expected "0" to "9", line 13/],
    ['an empty label', SAMPLE.replace('? "7"', '? ""'), /got label "", expected "0" to "9", line 13/],
    ['no label', SAMPLE.replace('? "7"', '?'), /expected .SEGMENT DIGIT with a label in quotes, line 13/],
    ['another hierarchy', SAMPLE.replace('DIGIT    1-2', 'WORD 1-2'), /expected .SEGMENT DIGIT/],
    ['a stroke before any digit', '.PEN_DOWN\n1 2\n.PEN_UP\n', /got .PEN_DOWN, expected .SEGMENT DIGIT before it, line 1/],
    [
      'a digit without strokes',
      '.SEGMENT DIGIT 0 ? "1"\n.SEGMENT DIGIT 1 ? "2"\n',
      /expected strokes of the digit before it, line 2/,
    ],
    ['a cut stroke', SAMPLE.slice(0, SAMPLE.indexOf(' 30  -20')), /got the end of the file, expected .PEN_UP/],
    ['a cut point', SAMPLE.replace(' 30  -20', ' 30'), /got "30", expected a point "x y" or .PEN_UP, line 21/],
    ['a pen that is down twice', SAMPLE.replace('.PEN_UP\n.DT 47\n', ''), /got .PEN_DOWN, expected .PEN_UP/],
    ['a pen that is up twice', SAMPLE.replace('.DT 47', '.PEN_UP'), /got .PEN_UP, expected .PEN_DOWN/],
    ['points in the air', SAMPLE.replace('.DT 47', '3 4'), /got "3 4", expected a keyword/],
    ['points that are not numbers', SAMPLE.replace('10  20', 'NaN 1e999'), /expected a point/],
    ['an absurd coordinate', SAMPLE.replace('10  20', `${'9'.repeat(400)} 1`), /expected numbers within ±1000000000, line 16/],
    [
      'an endless line',
      SAMPLE.replace('10  20', ' '.repeat(5) + '1'.repeat(100_000)),
      /got 100000 characters, expected at most 1000/,
    ],
    ['bytes that are no text', '\u0000\u0001\u0003\n', /got "\\u0000\\u0001\\u0003", expected a keyword, line 1/],
  ])('refuses %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('gives a result or a clear error for any damage and any cut', () => {
    const file = bytesOf(SAMPLE);
    for (let cut = 0; cut < file.length; cut++) readsOrRefuses(() => readUnipen(file.subarray(0, cut)));
    fc.assert(fc.property(damaged(file), (bytes) => void readsOrRefuses(() => readUnipen(bytes))));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readsOrRefuses(() => readUnipen(bytes))));
  });

  it('keeps every drawing on the pad', () => {
    const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(3));
    const stroke = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 4 }), (strokes) => {
        const lines = strokes.map((points) => `.PEN_DOWN\n${points.map((point) => point.join(' ')).join('\n')}\n.PEN_UP`);
        const [digit] = read(`.SEGMENT DIGIT 0 ? "3"\n${lines.join('\n')}\n`);
        for (const { x, y } of digit!.drawing.flatMap(({ points }) => points)) {
          // Half a unit of rounding in the twelfth digit of a million.
          expect(Math.max(Math.abs(x - 14), Math.abs(y - 14))).toBeLessThanOrEqual(10 + 1e-6);
        }
      }),
    );
  });
});
