import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimulatorError } from '../../src/domain/errors.ts';
import {
  CODED_SPEEDS,
  codedMachine,
  LONGEST_LIST,
  MOST_MACHINES,
  readMachineCode,
  readMachineList,
  writeMachineCode,
  type CodedMachine,
} from '../../src/formats/machine-code.ts';
import { line, reportOf, usualReport } from '../domain/benchmark/reports.ts';

const speed = fc.double({ min: 1, max: 1e7, noNaN: true });
const machine: fc.Arbitrary<CodedMachine> = fc.record({
  threads: fc.integer({ min: 1, max: 32 }),
  speeds: fc.record(
    Object.fromEntries(CODED_SPEEDS.map((name) => [name, name === 'javascript-textbook' ? speed : fc.option(speed)])) as Record<
      (typeof CODED_SPEEDS)[number],
      fc.Arbitrary<number | null>
    >,
  ),
});

const CODE = writeMachineCode(codedMachine(usualReport())!);

/** What a code is refused with. */
function refusal(code: string): string {
  try {
    readMachineCode(code, 'line 1');
  } catch (error) {
    if (error instanceof SimulatorError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'not refused';
}

it('a code says what went into it, to a twentieth of a percent', () => {
  fc.assert(
    fc.property(machine, (given) => {
      const code = writeMachineCode(given);
      expect(code).toMatch(/^NN1(-[0-9A-HJKMNP-TV-Z]{5}){5}$/);
      const read = readMachineCode(code, 'here');
      expect(read.threads).toBe(given.threads);
      for (const name of CODED_SPEEDS) {
        const [before, after] = [given.speeds[name], read.speeds[name]];
        if (before === null) expect(after).toBeNull();
        // Speeds are powers of 1.0005: half a step is 0.025 %, and six digits are kept of it.
        else expect(Math.abs(after! / before - 1)).toBeLessThan(0.0003);
      }
      expect(writeMachineCode(read)).toBe(code);
    }),
  );
});

it('a report becomes a code where it trained at batches of 128', () => {
  expect(codedMachine(usualReport())).toEqual({
    threads: 2,
    speeds: {
      'javascript-textbook': 4000,
      javascript: 13_600,
      'wasm-scalar': 54_000,
      'wasm-simd': 208_000,
      'wasm-relaxed-simd': 228_800,
      threads: 332_800,
    },
  });
  const alone = [line('training', 128, 'javascript-textbook', [4000])];
  expect(codedMachine(reportOf(alone))).toBeNull();
  expect(codedMachine(reportOf([...alone, line('training', 128, 'javascript', [9000])]))).toMatchObject({
    threads: 1,
    speeds: { 'wasm-simd': null, threads: null },
  });
  expect(codedMachine(reportOf([line('product', 128, 'javascript', [1])]))).toBeNull();
});

it('any one wrong sign, and any two that have changed places, are noticed', () => {
  const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const places = CODE.split('').flatMap((sign, at) => (at < 4 || sign === '-' ? [] : [at]));
  for (const at of places) {
    for (const sign of signs) {
      if (sign === CODE[at]) continue;
      expect(refusal(CODE.slice(0, at) + sign + CODE.slice(at + 1))).toMatch(/got checksum \w{8}, expected \w{8}/);
    }
  }
  for (const [n, at] of places.slice(1).entries()) {
    const before = places[n]!;
    if (CODE[at] === CODE[before]) continue;
    const swapped = CODE.split('');
    [swapped[before], swapped[at]] = [swapped[at]!, swapped[before]!];
    expect(refusal(swapped.join(''))).toMatch(/checksum/);
  }
});

it('what is written by hand is understood: small letters, missing dashes, O for 0, I and L for 1', () => {
  const sloppy = CODE.toLowerCase()
    .replaceAll('-', '')
    .replaceAll('0', 'o')
    .replace(/1/g, (_, at) => (at < 3 ? '1' : 'l'));
  expect(readMachineCode(sloppy, 'here')).toEqual(readMachineCode(CODE, 'here'));
});

describe('a bad code is refused with what was found, what was expected and where', () => {
  it.each([
    ['hello', 'got “hello”, expected a code that begins with NN1-, line 1'],
    ['x'.repeat(1000), `got “${'x'.repeat(24)}…”, expected a code that begins with NN1-, line 1`],
    [CODE.replace('NN1', 'NN2'), 'got version 2 of a code, expected version 1, line 1'],
    [CODE.slice(0, -3), 'got 22 signs after NN1, expected 25, line 1'],
    [`${CODE}00`, 'got 27 signs after NN1, expected 25, line 1'],
    [`${CODE.slice(0, -1)}U`, 'got the sign “U”, expected digits and letters without U, line 1'],
    [`${CODE.slice(0, -1)}é`, 'got the sign “É”, expected digits and letters without U, line 1'],
    ['NN1-', 'got 0 signs after NN1, expected 25, line 1'],
  ])('%s', (code, message) => expect(refusal(code)).toBe(`malformed: ${message}`));

  it('no text at all makes it throw anything else, or take something that is none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `NN1-${text}`),
        ),
        (text) => {
          expect(refusal(text)).toMatch(/^malformed: got .* expected .* line 1$/su);
        },
      ),
    );
  });
});

describe('a list', () => {
  const others = [1, 2, 3].map((n) =>
    writeMachineCode({ threads: n, speeds: { ...codedMachine(usualReport())!.speeds, javascript: 5000 * n } }),
  );

  it('takes a name before or after a code, many codes a line, and each machine once', () => {
    const { machines, refusals } = readMachineList(
      `Ada Lovelace ${CODE}\r\n\n${others[0]}, Bob\n${others[1]} ${others[2]}\n${CODE}\n`,
    );
    expect(refusals).toEqual([]);
    expect(machines.map(({ name }) => name)).toEqual(['5', 'Bob', '3', '4']);
  });

  it('refuses line by line, and the rest still counts', () => {
    const { machines, refusals } = readMachineList(`Ada ${CODE}\nwhat is this?\n${CODE.slice(0, -1)}`);
    expect(machines).toHaveLength(1);
    expect(refusals).toEqual([
      'got “what is this?”, expected a code that begins with NN1-, line 2',
      'got 24 signs after NN1, expected 25, line 3',
    ]);
  });

  it('is bounded: in length, in machines, in names, and in what a name can do', () => {
    const long = readMachineList(`${CODE}\n${' '.repeat(LONGEST_LIST)}`);
    expect(long.machines).toHaveLength(1);
    expect(long.refusals[0]).toMatch(/^got \d+ signs, expected at most 20000/);
    const many = Array.from({ length: MOST_MACHINES + 2 }, (_, n) =>
      writeMachineCode({ threads: 1, speeds: { ...codedMachine(usualReport())!.speeds, javascript: 1000 + 10 * n } }),
    );
    const full = readMachineList(many.join('\n'));
    expect(full.machines).toHaveLength(MOST_MACHINES);
    expect(full.refusals).toHaveLength(2);
    const [named] = readMachineList(`a\u0007b\u202e${'🙂'.repeat(50)} ${CODE}`).machines;
    expect(named!.name).toBe(`ab${'🙂'.repeat(18)}`);
  });
});
