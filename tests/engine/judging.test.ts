import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { describeNetwork } from '../../src/domain/network.ts';
import { Experimenter } from '../../src/engine/experimenter.ts';
import type { LaboratoryAnswer } from '../../src/engine/laboratory.ts';
import type { DataOrder } from '../../src/engine/laboratory-data.ts';
import { readModel } from '../../src/formats/model.ts';
import { FIRST_SETTINGS } from '../../src/domain/training-settings.ts';
import { loadBinary } from './engines.ts';

const pretrained = readModel(new Uint8Array(await readFile('public/models/digits.safetensors')));
const network = describeNetwork({ sizes: [784, 12, 10] });
const untaught = { network, parameters: initialParameters(network, 'he', 4) };
const DATA: DataOrder = { kind: 'procedural', count: 200, validationCount: 1500, seed: 1 };

type Answer<Kind extends LaboratoryAnswer['kind']> = Extract<LaboratoryAnswer, { kind: Kind }>;

async function laboratory(what: DataOrder | null = DATA) {
  const answers: LaboratoryAnswer[] = [];
  const experimenter = new Experimenter('wasm-simd', loadBinary, (answer) => answers.push(answer));
  const rest = async () => {
    while (await experimenter.step());
  };
  const all = <Kind extends LaboratoryAnswer['kind']>(kind: Kind) =>
    answers.filter((answer): answer is Answer<Kind> => answer.kind === kind);
  if (what) experimenter.hear({ kind: 'data', order: 1, what });
  await rest();
  return { experimenter, rest, all };
}

test('any network is judged beside the run as the run looks at its own, and the run does not notice', async () => {
  const { experimenter, rest, all } = await laboratory();
  const { parameters } = untaught;
  const settings = { ...FIRST_SETTINGS, hidden: [12] };
  experimenter.hear({ kind: 'run', run: 1, network, start: { kind: 'parameters', parameters }, settings, threads: 1 });
  experimenter.hear({ kind: 'mistakes', most: 7 });
  await rest();
  experimenter.hear({ kind: 'judge', ask: 5, model: untaught, most: 7 });
  experimenter.hear({ kind: 'weights' });
  await rest();
  const [{ ask, judged } = { ask: 0, judged: null }] = all('judged');
  expect(ask).toBe(5);
  expect(judged!.validation).toEqual(all('look')[0]!.look.validation);
  expect(judged!.mistakes).toEqual(all('mistakes')[0]!.mistakes);
  expect(judged!.mistakes.every(({ image }) => image >= 200 && image < 1700)).toBe(true);
  expect(all('weights')[0]!.parameters).toEqual(parameters);
  experimenter.hear({ kind: 'judge', ask: 6, model: pretrained, most: 7 });
  await rest();
  expect(all('judged')[1]!.judged!.validation!.correct).toBeGreaterThan(1300);
});

test('where there are no data, none held back, or a later question, it is said so', async () => {
  const without = await laboratory(null);
  without.experimenter.hear({ kind: 'judge', ask: 1, model: untaught, most: 7 });
  await without.rest();
  expect(without.all('judged')).toEqual([{ kind: 'judged', ask: 1, judged: null }]);
  const all = await laboratory({ ...DATA, validationCount: 0 });
  all.experimenter.hear({ kind: 'judge', ask: 1, model: untaught, most: 7 });
  await all.rest();
  expect(all.all('judged')[0]!.judged).toEqual({ validation: null, mistakes: [] });
  const { experimenter, rest, all: answers } = await laboratory();
  experimenter.hear({ kind: 'judge', ask: 1, model: untaught, most: 7 });
  await experimenter.step();
  experimenter.hear({ kind: 'judge', ask: 2, model: pretrained, most: 7 });
  await rest();
  expect(answers('judged').map(({ ask, judged }) => [ask, judged === null])).toEqual([
    [1, true],
    [2, false],
  ]);
  // Numbers that do not fit are no network.
  experimenter.hear({ kind: 'judge', ask: 3, model: { network, parameters: pretrained.parameters }, most: 7 });
  await rest();
  expect(answers('judged')[2]).toEqual({ kind: 'judged', ask: 3, judged: null });
});
