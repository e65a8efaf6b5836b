import { comparedSpeed } from '../domain/benchmark/findings.ts';
import type { BenchmarkReport, ComputePath } from '../domain/benchmark/report.ts';
import { SimulatorError } from '../domain/errors.ts';

// A machine's speeds as a short code that a class passes on by chat or by hand: NN1-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX.
//
// NN, the version, then 25 signs of five bits, most significant first: 5 bits threads − 1, six speeds of 15 bits each, 30 bits of checksum.
// The signs are Crockford's base 32, without I, L, O and U; who writes O for 0, or I or L for 1, is understood.
// Source https://www.crockford.com/base32.html

/** The speeds that a code holds, in order: images of training steps a second, batches of 128. */
export const CODED_SPEEDS = [
  'javascript-textbook',
  'javascript',
  'wasm-scalar',
  'wasm-simd',
  'wasm-relaxed-simd',
  'threads',
] as const;

export type CodedSpeed = (typeof CODED_SPEEDS)[number];

/** What one code says. */
export interface CodedMachine {
  /** How many threads the last speed is of; 1 where there is none. */
  readonly threads: number;
  /** null where it was not measured. */
  readonly speeds: Readonly<Record<CodedSpeed, number | null>>;
}

const VERSION = 1;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 5;
const THREAD_BITS = 5;
const SPEED_BITS = 15;
const CHECK_BITS = 30;
const BODY_BITS = THREAD_BITS + CODED_SPEEDS.length * SPEED_BITS;
const SIGNS = (BODY_BITS + CHECK_BITS) / BITS;
const GROUP = 5;
/** A speed is a power of this, from 1 to 13 million: to 0.03 %, finer than any is measured. */
const RATIO = 1.0005;
const MOST_THREADS = 2 ** THREAD_BITS;
const MOST_POWER = 2 ** SPEED_BITS - 2;

/** What a code can hold of a report; null where it has no training of textbook JavaScript and one more at the compared batch. */
export function codedMachine(report: BenchmarkReport): CodedMachine | null {
  const threads = Math.max(
    1,
    ...report.readings.filter(({ workload }) => workload === 'training').map(({ path }) => path.threads),
  );
  const path = (speed: CodedSpeed): ComputePath =>
    speed === 'threads' ? { kind: 'wasm-simd', threads } : { kind: speed, threads: 1 };
  const speeds = Object.fromEntries(
    CODED_SPEEDS.map((speed) => [speed, speed === 'threads' && threads === 1 ? null : comparedSpeed(report, path(speed))]),
  ) as CodedMachine['speeds'];
  const others = CODED_SPEEDS.filter((speed) => speed !== 'javascript-textbook' && speeds[speed] !== null);
  return speeds['javascript-textbook'] === null || others.length === 0 ? null : { threads, speeds };
}

export function writeMachineCode({ threads, speeds }: CodedMachine): string {
  let body = BigInt(Math.min(MOST_THREADS, threads) - 1);
  for (const speed of CODED_SPEEDS) body = (body << BigInt(SPEED_BITS)) | BigInt(powerOf(speeds[speed]));
  const bits = (body << BigInt(CHECK_BITS)) | BigInt(checkOf(body));
  let signs = '';
  for (let sign = SIGNS - 1; sign >= 0; sign--) signs += ALPHABET[Number((bits >> BigInt(sign * BITS)) & 31n)]!;
  return [`NN${VERSION}`, ...groupsOf(signs)].join('-');
}

/** Throws SimulatorError 'malformed' for what is no code, with what was found and what was expected; `place` says where it stood. */
export function readMachineCode(code: string, place: string): CodedMachine {
  const refuse = (found: string, expected: string) =>
    new SimulatorError('malformed', `got ${found}, expected ${expected}, ${place}`);
  const [, version, rest] = /^NN(\d{1,4})-?(.*)$/i.exec(code) ?? [];
  if (version === undefined || rest === undefined)
    throw refuse(`“${shortened(code)}”`, `a code that begins with NN${VERSION}-`);
  if (Number(version) !== VERSION) throw refuse(`version ${Number(version)} of a code`, `version ${VERSION}`);
  const signs = rest.replaceAll('-', '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  const strange = /[^0-9A-HJKMNP-TV-Z]/u.exec(signs);
  if (strange) throw refuse(`the sign “${strange[0]}”`, 'digits and letters without U');
  if (signs.length !== SIGNS) throw refuse(`${signs.length} signs after NN${VERSION}`, `${SIGNS}`);
  let bits = 0n;
  for (const sign of signs) bits = (bits << BigInt(BITS)) | BigInt(ALPHABET.indexOf(sign));
  const body = bits >> BigInt(CHECK_BITS);
  const [found, expected] = [Number(bits & BigInt(2 ** CHECK_BITS - 1)), checkOf(body)];
  if (found !== expected)
    throw refuse(`checksum ${checkText(found)}`, `${checkText(expected)} (a sign is wrong or two have changed places)`);
  const fields = CODED_SPEEDS.map((speed, n): [CodedSpeed, number | null] => {
    const power = Number((body >> BigInt((CODED_SPEEDS.length - 1 - n) * SPEED_BITS)) & BigInt(2 ** SPEED_BITS - 1));
    return [speed, power === 0 ? null : speedAt(power)];
  });
  const speeds = Object.fromEntries(fields) as CodedMachine['speeds'];
  if (speeds['javascript-textbook'] === null) throw refuse('no speed of textbook JavaScript', 'one');
  return { threads: Number(body >> BigInt(CODED_SPEEDS.length * SPEED_BITS)) + 1, speeds };
}

function powerOf(speed: number | null): number {
  if (speed === null || !(speed > 0)) return 0;
  return 1 + Math.min(MOST_POWER, Math.max(0, Math.round(Math.log(speed) / Math.log(RATIO))));
}

function speedAt(power: number): number {
  return Number((RATIO ** (power - 1)).toPrecision(6));
}

/** FNV-1a over the ten bytes of the body, folded to thirty bits. */
function checkOf(body: bigint): number {
  let hash = 0x811c9dc5 ^ VERSION;
  for (let shift = 0n; shift < BigInt(BODY_BITS); shift += 8n) {
    hash = Math.imul(hash ^ Number((body >> shift) & 255n), 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x21f0aaad);
  return ((hash ^ (hash >>> 15)) >>> 0) >>> (32 - CHECK_BITS);
}

function checkText(check: number): string {
  return check.toString(16).padStart(8, '0');
}

function groupsOf(signs: string): string[] {
  return signs.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}

/** A machine of a list, with the name that somebody wrote beside its code. */
export interface NamedMachine extends CodedMachine {
  readonly name: string;
}

export interface MachineList {
  readonly machines: readonly NamedMachine[];
  /** One sentence for each line that is refused. */
  readonly refusals: readonly string[];
}

/** A list may have so many signs and machines; what is beyond is refused. */
export const LONGEST_LIST = 20_000;
export const MOST_MACHINES = 100;
const LONGEST_NAME = 20;

/**
 * Reads codes one a line, each with a name before or after it, or several codes a line.
 *
 * What is wrong is refused line by line, and the rest still counts. A code that comes twice is one machine.
 */
export function readMachineList(text: string): MachineList {
  const machines = new Map<string, NamedMachine>();
  const refusals: string[] = [];
  const read = text.slice(0, LONGEST_LIST);
  if (text.length > LONGEST_LIST)
    refusals.push(`got ${text.length} signs, expected at most ${LONGEST_LIST}: what is beyond is left out`);
  for (const [index, line] of read.split(/\r\n|\r|\n/).entries()) {
    const words = line.split(/[\s,;]+/).filter((word) => word !== '');
    if (words.length === 0) continue;
    const codes = words.filter((word) => /^NN\d/i.test(word));
    const name = words.filter((word) => !codes.includes(word)).join(' ');
    if (codes.length === 0) codes.push(words.join(' '));
    for (const code of codes) {
      try {
        const machine = readMachineCode(code, `line ${index + 1}`);
        const key = writeMachineCode(machine);
        if (machines.size >= MOST_MACHINES && !machines.has(key)) {
          throw new SimulatorError(
            'out-of-range',
            `got more than ${MOST_MACHINES} machines, expected no more, line ${index + 1}`,
          );
        }
        machines.set(key, { ...machine, name: shownName(name) || String(machines.size + 1) });
      } catch (error) {
        if (!(error instanceof SimulatorError)) throw error;
        refusals.push(error.message);
      }
    }
  }
  return { machines: [...machines.values()], refusals };
}

/** What of a name is shown: no control characters, and not all of a novel. */
function shownName(name: string): string {
  return Array.from(name.replace(/\p{C}/gu, '')).slice(0, LONGEST_NAME).join('').trim();
}
