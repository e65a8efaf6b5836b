import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Files that break one rule each. */
const REFUSED: readonly { path: string; code: string; rule: string }[] = [
  { path: 'src/domain/up.ts', code: `import { b } from '../formats/fine.ts';\nexport const a = b;`, rule: 'house(floors)' },
  { path: 'src/domain/deep/up.ts', code: `export * from '../../state/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/domain/package.ts', code: `import { join } from 'node:path';\nexport const a = join;`, rule: 'house(floors)' },
  { path: 'src/formats/side.ts', code: `export { b as a } from '../engine/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/formats/up.ts', code: `export { b as a } from '../state/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/engine/lazy.ts', code: `export const a = () => import('../app/fine.ts');`, rule: 'house(floors)' },
  { path: 'src/state/typed.ts', code: `export type A = import('../ui/fine.ts').B;`, rule: 'house(floors)' },
  { path: 'src/scenes/url.ts', code: `export const a = new URL('../app/fine.ts', import.meta.url);`, rule: 'house(floors)' },
  { path: 'src/ui/scene.ts', code: `export { b as a } from '../scenes/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/cli/page.ts', code: `export { b as a } from '../app/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/app/tests.ts', code: `export { b as a } from '../../tests/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/app/kernel.ts', code: `export { b as a } from '../../assembly/fine.ts';`, rule: 'house(floors)' },
  { path: 'assembly/kernels/up.ts', code: `export { b as a } from '../../src/domain/fine';`, rule: 'house(floors)' },
  { path: 'assembly/kernels/package.ts', code: `export * from 'typescript';`, rule: 'house(floors)' },
  { path: 'src/helpers/new.ts', code: `export { b as a } from '../domain/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/sections/draw/other.ts', code: `export { b as a } from '../network/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/sections/draw/deep/other.ts', code: `export { b as a } from '../../network/fine.ts';`, rule: 'house(floors)' },
  { path: 'src/engine/memory.ts', code: `export const a = new WebAssembly.Memory({ initial: 1 });`, rule: 'house(owners)' },
  { path: 'src/app/memory.ts', code: `export const a = globalThis.WebAssembly;`, rule: 'house(owners)' },
  { path: 'src/engine/loader.ts', code: `export * from '@assemblyscript/loader';`, rule: 'house(owners)' },
  { path: 'src/ui/pixi.ts', code: `import 'pixi.js/unsafe-eval';`, rule: 'house(owners)' },
  { path: 'src/sections/draw/pixi.ts', code: `export const a = () => import('pixi.js');`, rule: 'house(owners)' },
  { path: 'src/scenes/katex.ts', code: `import katex from 'katex';\nexport const a = katex;`, rule: 'house(owners)' },
  { path: 'src/app/storage.ts', code: `export const a = localStorage;`, rule: 'house(owners)' },
  { path: 'src/app/database.ts', code: `export const a = window.indexedDB;`, rule: 'house(owners)' },
  { path: 'src/engine/database.ts', code: `export * from 'idb';`, rule: 'house(owners)' },
  { path: 'src/sections/draw/session.ts', code: `export const a = self['sessionStorage'];`, rule: 'house(owners)' },
  { path: 'src/state/place.ts', code: `export const a = location.hash;`, rule: 'house(owners)' },
  { path: 'src/ui/place.ts', code: `export const a = document.location.hash;`, rule: 'house(owners)' },
  { path: 'src/app/message.ts', code: `export const a = (w: Worker) => w.postMessage(1);`, rule: 'house(owners)' },
  { path: 'src/engine/team.ts', code: `export const a = () => self.postMessage(1);`, rule: 'house(owners)' },
  { path: 'src/domain/dom.ts', code: `export const a = () => document.title;`, rule: 'house(owners)' },
  { path: 'src/domain/element.ts', code: `export const a = (e: HTMLElement) => e.title;`, rule: 'house(owners)' },
  { path: 'src/domain/network-io.ts', code: `export const a = () => fetch('x');`, rule: 'house(owners)' },
  {
    path: 'src/ui/circle-a.ts',
    code: `export * from './circle-b.ts';\nexport const a = 1;`,
    rule: 'import(no-cycle)',
  },
  {
    path: 'src/ui/circle-b.ts',
    code: `export * from './circle-a.ts';\nexport const c = 1;`,
    rule: 'import(no-cycle)',
  },
  { path: 'src/ui/any.ts', code: `export const a = (x: any) => String(x);`, rule: 'typescript(no-explicit-any)' },
  {
    path: 'src/ui/floating.ts',
    code: `const later = async () => 1;\nexport const a = () => { later(); };`,
    rule: 'typescript(no-floating-promises)',
  },
];

/** Files that come near a rule and keep it. */
const ACCEPTED: readonly { path: string; code: string }[] = [
  ...['domain', 'formats', 'engine', 'state', 'scenes', 'ui', 'app', 'sections/draw', 'sections/network'].map((folder) => ({
    path: `src/${folder}/fine.ts`,
    code: `export const b = 1;\nexport type B = number;`,
  })),
  { path: 'tests/fine.ts', code: `export { b } from '../src/domain/fine.ts';` },
  { path: 'assembly/fine.ts', code: `export const b = 1;` },
  { path: 'assembly/kernels/own.ts', code: `export { b } from '../fine';` },
  {
    path: 'src/app/down.ts',
    code: `export { b } from '../sections/draw/fine.ts';\nexport { b as c } from '../domain/fine.ts';`,
  },
  { path: 'src/sections/draw/own.ts', code: `export { b } from './fine.ts';\nexport { b as c } from '../define-section.ts';` },
  { path: 'src/sections/define-section.ts', code: `export { b } from '../ui/fine.ts';` },
  { path: 'src/engine/wasm.ts', code: `export * from '@assemblyscript/loader';\nexport const a = WebAssembly.compile;` },
  { path: 'src/engine/wasm-type.ts', code: `export const a = 'WebAssembly';\nexport type WebAssemblyKind = 'wasm-simd';` },
  { path: 'src/engine/down.ts', code: `export { b as a } from '../formats/fine.ts';` },
  { path: 'src/engine/worker.ts', code: `postMessage('ready');` },
  { path: 'src/engine/side-worker.ts', code: `postMessage('alive');` },
  { path: 'src/cli/engine-thread.ts', code: `postMessage('ready');` },
  { path: 'src/scenes/pixi.ts', code: `export * from 'pixi.js';` },
  { path: 'src/ui/formula.ts', code: `import katex from 'katex';\nexport const a = katex;` },
  { path: 'src/state/storage.ts', code: `export const a = localStorage;` },
  { path: 'src/app/place.ts', code: `export const a = location.hash;` },
  { path: 'src/domain/place.ts', code: `export const a = (mark: { location: number }) => mark.location;` },
];

let folder: string;
let found: Map<string, Set<string>>;

/** Lays the files beside this repository's own lint configuration and lints them in one run. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'house-rules-'));
  await mkdir(join(folder, 'tests/house'), { recursive: true });
  for (const path of ['.oxlintrc.json', 'tsconfig.json', 'tests/house/rules.mjs'])
    await copyFile(join(ROOT, path), join(folder, path));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const { path, code } of [...REFUSED, ...ACCEPTED]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${code}\n`);
  }
  const { diagnostics } = JSON.parse(await lint(folder)) as { diagnostics: { filename: string; code: string }[] };
  found = new Map();
  for (const { filename, code } of diagnostics) found.set(filename, (found.get(filename) ?? new Set()).add(code));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What oxlint prints; it leaves with 1 because it finds something. */
function lint(cwd: string): Promise<string> {
  const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
  return new Promise((done) => {
    execFile(process.execPath, [oxlint, '--format=json'], { cwd, maxBuffer: 1 << 26 }, (_error, stdout) => done(stdout));
  });
}

describe('the house refuses', () => {
  test.each(REFUSED)('$path: $rule', ({ path, rule }) => {
    expect([...(found.get(path) ?? [])]).toEqual([rule]);
  });
});

describe('the house accepts', () => {
  test.each(ACCEPTED)('$path', ({ path }) => {
    expect([...(found.get(path) ?? [])]).toEqual([]);
  });
});
