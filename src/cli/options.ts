import { parseArgs } from 'node:util';
import { errorMessage, SimulatorError } from '../domain/errors.ts';

/** One option of a program: how it is written, what it means, how its text becomes a value. */
export interface Option<T> {
  /** What follows the option in the help, as FILE or N; '' for a switch. */
  readonly placeholder: string;
  readonly help: string;
  /** Throws SimulatorError 'out-of-range'; `name` is the option as it was typed. */
  readonly parse: (text: string, name: string) => T;
}

/** The options of a program by name, in the order of the help. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** What was given on the command line; undefined where it was not. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer T> ? T | undefined : never;
};

export function text(placeholder: string, help: string): Option<string> {
  return { placeholder, help, parse: expectText };
}

export function flag(help: string): Option<boolean> {
  return { placeholder: '', help, parse: () => true };
}

export function wholeNumber(help: string, from: number, to: number): Option<number> {
  return { placeholder: 'N', help, parse: (given, name) => toWholeNumber(given, from, to, name) };
}

export function wholeNumbers(help: string, from: number, to: number): Option<number[]> {
  return {
    placeholder: 'N,N,…',
    help,
    parse: (given, name) => given.split(',').map((part) => toWholeNumber(part, from, to, name)),
  };
}

/** A number from `from` to `to`, both allowed. */
export function realNumber(help: string, from: number, to: number): Option<number> {
  return {
    placeholder: 'X',
    help,
    parse(given, name) {
      const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(given) ? Number(given) : NaN;
      if (!(value >= from && value <= to)) throw wrong(name, given, `a number from ${from} to ${to}`);
      return value;
    },
  };
}

export function choice<Word extends string>(help: string, words: readonly Word[]): Option<Word> {
  return {
    placeholder: words.join('|'),
    help,
    parse(given, name) {
      const word = words.find((candidate) => candidate === given);
      if (word === undefined) throw wrong(name, given, words.join(', '));
      return word;
    },
  };
}

/** Reads the arguments. Throws SimulatorError 'out-of-range' for anything that the table does not know or cannot read. */
export function parseOptions<Table extends OptionTable>(table: Table, args: readonly string[]): OptionValues<Table> {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { placeholder }]) => [
      name,
      { type: placeholder === '' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  let given: Record<string, unknown>;
  try {
    given = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node explains over several lines; an error here is one.
    throw new SimulatorError('out-of-range', errorMessage(error).replaceAll(/\s*\n\s*/g, ' '), { cause: error });
  }
  const parsed = Object.entries(table).map(([name, { parse }]) => [
    name,
    name in given ? parse(String(given[name]), `--${name}`) : undefined,
  ]);
  return Object.fromEntries(parsed) as OptionValues<Table>;
}

/** The value, or a SimulatorError that asks for the option. */
export function required<T>(value: T | undefined, usage: string): T {
  if (value === undefined) throw new SimulatorError('missing', `got no ${usage.split(' ')[0]}, expected ${usage}`);
  return value;
}

/** The text of --help. */
export function helpText(usage: string, table: OptionTable): string {
  const rows = Object.entries(table).map(([name, { placeholder, help }]) => [`  --${name} ${placeholder}`.trimEnd(), help]);
  const width = Math.max(...rows.map(([left]) => left!.length).filter((length) => length <= MAX_COLUMN));
  const lines = rows.map(([left, help]) =>
    left!.length > width ? `${left}\n${' '.repeat(width)}  ${help}` : `${left!.padEnd(width)}  ${help}`,
  );
  return `${usage}\n\n${lines.join('\n')}\n`;
}

/** An option longer than this has its explanation on the next line. */
const MAX_COLUMN = 30;

function expectText(given: string, name: string): string {
  if (given === '') throw wrong(name, given, 'a name');
  return given;
}

function toWholeNumber(given: string, from: number, to: number, name: string): number {
  const value = /^\d+$/.test(given) ? Number(given) : NaN;
  if (!(value >= from && value <= to)) throw wrong(name, given, `a whole number from ${from} to ${to}`);
  return value;
}

function wrong(name: string, given: string, expected: string): SimulatorError {
  return new SimulatorError('out-of-range', `got ${name} ${JSON.stringify(given.slice(0, 40))}, expected ${expected}`);
}
