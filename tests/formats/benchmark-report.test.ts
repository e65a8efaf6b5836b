import { describe, expect, it } from 'vitest';
import { SimulatorError } from '../../src/domain/errors.ts';
import { readReport, writeReport } from '../../src/formats/benchmark-report.ts';
import { usualReport } from '../domain/benchmark/reports.ts';

const report = {
  ...usualReport(),
  absences: [{ workload: 'product', path: { kind: 'wasm-simd', threads: 2 }, reason: 'not-shared', detail: '' } as const],
};

it('a report survives being written and read', () => {
  expect(readReport(writeReport(report))).toEqual(report);
  const [first, ...rest] = report.readings;
  const infinite = { ...report, readings: [{ ...first!, difference: Infinity }, ...rest] };
  expect(readReport(writeReport(infinite, 2))).toEqual(infinite);
});

describe('what is none is refused with what was found, what was expected and where', () => {
  type Fields = Record<string, unknown>;
  const damaged = (damage: (fields: Fields) => unknown) => {
    const fields = JSON.parse(writeReport(report)) as Fields;
    const result = damage(fields);
    return JSON.stringify(result === undefined ? fields : result);
  };
  const reading = (fields: Fields) => (fields.readings as Fields[])[3]!;
  it.each([
    ['no JSON', () => 'hello', 'got no JSON, expected a report'],
    ['a list', () => '[]', 'got [], expected fields, the report'],
    ['another version', () => damaged((f) => void (f.version = 2)), 'got 2, expected 1, version'],
    ['no version', () => damaged((f) => void delete f.version), 'got nothing, expected 1, version'],
    ['no readings', () => damaged((f) => void (f.readings = {})), 'got {}, expected a list, readings'],
    [
      'a word for a number',
      () => damaged((f) => void (reading(f).size = 'x')),
      'got "x", expected a number from 0, readings[3].size',
    ],
    [
      'a negative speed',
      () => damaged((f) => void (reading(f).perSecond = [-1])),
      'got -1, expected a number from 0, readings[3].perSecond[0]',
    ],
    [
      'another path',
      () => damaged((f) => void (reading(f).path = { kind: 'gpu', threads: 1 })),
      /^got "gpu", expected one of .*, readings\[3\]\.path\.kind$/,
    ],
    [
      'a size that cannot be chosen',
      () => damaged((f) => void ((f.settings as Fields).largestProduct = 7)),
      /^got 7, expected one of .*, settings\.largestProduct$/,
    ],
    ['a novel', () => damaged((f) => void (f.message = 'x'.repeat(501))), 'got 501 signs, expected at most 500, message'],
    [
      'too many lines',
      () => damaged((f) => void (f.readings = Array(401).fill(reading(f)))),
      'got 401 entries, expected at most 400, readings',
    ],
    ['too much', () => ' '.repeat(400_001), 'got 400001 signs, expected at most 400000, the report'],
  ])('%s', (_, text, message) => {
    expect(() => readReport(text())).toThrow(SimulatorError);
    expect(() => readReport(text())).toThrow(message);
  });
});
