import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { proceduralDigit } from '../../src/domain/procedural/digits.ts';
import { strokesToPixels } from '../../src/domain/preprocess.ts';
import { Random } from '../../src/domain/random.ts';
import { Experimenter } from '../../src/engine/experimenter.ts';
import type { LaboratoryAnswer } from '../../src/engine/laboratory.ts';
import { predictingEngine } from '../../src/engine/predicting.ts';
import type { Lesson, MeantDrawing } from '../../src/engine/teaching.ts';
import { readModel } from '../../src/formats/model.ts';
import { loadBinary, tensorsOf } from './engines.ts';

const model = readModel(new Uint8Array(await readFile('public/models/digits.safetensors')));
const DATA = { kind: 'data', order: 1, what: { kind: 'procedural', count: 1000, validationCount: 200, seed: 1 } } as const;
/** Ones that somebody means as sevens: nothing that the network could know. */
const drawings: MeantDrawing[] = [0, 1, 2].map((n) => ({ label: 7, drawing: proceduralDigit(1, new Random(5, n)) }));
const LESSON: Lesson = { model, drawings, isMixed: true, seconds: 0.4 };

type Answer<Kind extends LaboratoryAnswer['kind']> = Extract<LaboratoryAnswer, { kind: Kind }>;

async function laboratory() {
  const answers: LaboratoryAnswer[] = [];
  const experimenter = new Experimenter('wasm-simd', loadBinary, (answer) => answers.push(answer));
  const rest = async () => {
    while (await experimenter.step());
  };
  const last = <Kind extends LaboratoryAnswer['kind']>(kind: Kind) =>
    answers.findLast((answer): answer is Answer<Kind> => answer.kind === kind);
  return { experimenter, answers, rest, last };
}

async function taught(lesson: Lesson) {
  const { experimenter, rest, last, answers } = await laboratory();
  experimenter.hear(DATA);
  await rest();
  experimenter.hear({ kind: 'teach', lesson: 1, what: lesson });
  await rest();
  const shares = answers.flatMap((answer) => (answer.kind === 'teaching' ? [answer.share] : []));
  return { taught: last('taught')!.taught, shares };
}

test('a network learns what it was taught, and is judged before and after on what it is now', async () => {
  const before = tensorsOf(model.parameters).map((tensor) => tensor.slice());
  const { taught: result, shares } = await taught(LESSON);
  expect(result.before.drawn).toEqual({ correct: 0, count: 3, predictions: Uint8Array.of(1, 1, 1) });
  expect(result.after.drawn.correct).toBe(3);
  expect(result.after.varied.correct).toBeGreaterThan(0.8 * result.after.varied.count);
  expect(result.images).toBeGreaterThan(0);
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(tensorsOf(model.parameters)).toEqual(before);
  const engine = await predictingEngine(model.network, loadBinary);
  engine.loadParameters(result.parameters);
  for (const { drawing } of drawings) {
    const { outputs } = engine.predict(strokesToPixels(drawing));
    expect(outputs.indexOf(Math.max(...outputs))).toBe(7);
  }
  for (const { validation } of [result.before, result.after]) {
    const diagonal = Array.from({ length: 10 }, (_, digit) => validation!.confusion[11 * digit]!);
    expect(diagonal.reduce((sum, count) => sum + count, 0)).toBe(validation!.correct);
    expect(validation!.confusion.reduce((sum, count) => sum + count, 0)).toBe(200);
  }
  // The shipped network reads nearly all of these digits.
  expect(result.before.validation!.correct).toBeGreaterThan(190);
});

test('alone, without other digits, it forgets', async () => {
  const { taught: mixed } = await taught(LESSON);
  const { taught: alone } = await taught({ ...LESSON, isMixed: false });
  expect(alone.after.drawn.correct).toBe(3);
  expect(alone.after.validation!.correct).toBeLessThan(mixed.after.validation!.correct);
});

test('a lesson that is not wanted any more says nothing, and leaves the laboratory to others', async () => {
  const { experimenter, rest, last } = await laboratory();
  experimenter.hear(DATA);
  await rest();
  experimenter.hear({ kind: 'teach', lesson: 1, what: LESSON });
  for (let piece = 0; piece < 4; piece++) await experimenter.step();
  experimenter.hear({ kind: 'no-lesson' });
  experimenter.hear({ kind: 'teach', lesson: 2, what: { ...LESSON, seconds: 0.05 } });
  await rest();
  expect(last('taught')!.lesson).toBe(2);
});

test('what cannot be taught is said', async () => {
  const { experimenter, rest, last } = await laboratory();
  experimenter.hear({ kind: 'teach', lesson: 1, what: LESSON });
  expect(last('teach-failed')).toMatchObject({ lesson: 1, message: 'got no data set, expected one to mix with' });
  experimenter.hear(DATA);
  await rest();
  experimenter.hear({ kind: 'teach', lesson: 2, what: { ...LESSON, drawings: [] } });
  await rest();
  expect(last('teach-failed')).toMatchObject({ lesson: 2, message: 'got no digits to teach, expected at least one' });
  const broken = model.parameters.map(({ weight, bias }) => ({ weight: weight.map(() => NaN), bias }));
  experimenter.hear({ kind: 'teach', lesson: 3, what: { ...LESSON, model: { ...model, parameters: broken } } });
  await rest();
  expect(last('teach-failed')).toMatchObject({
    lesson: 3,
    message: expect.stringContaining('got weights of length NaN') as string,
  });
});
