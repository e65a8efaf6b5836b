import type { StepId } from '../../domain/preprocess.ts';
import type { Words } from '../../ui/language.ts';
import { SURE_FROM } from './verdict.ts';

const surePercent = Math.round(SURE_FROM * 100);

const en = {
  save: 'Save as picture',
  saveLabel: (what: string) => `Save as picture: ${what}`,
  flow: ['Draw', 'Process', 'Recognize'] as const,
  pad: {
    name: 'Draw a digit',
    title: 'Your digit, on 28 × 28 cells',
    keys: 'Cursor keys move the pen, space puts it down and lifts it, Escape takes the line back.',
    here: 'Draw a digit here',
    empty: 'The pad is empty.',
    strokes: (count: number) => `${count} ${count === 1 ? 'stroke' : 'strokes'} on the pad.`,
    picture: 'A picture is on the pad. The first stroke takes its place.',
    penDown: (column: number, row: number) => `Pen down at column ${column}, row ${row}.`,
    penUp: 'Pen up.',
    noPictures: 'This browser shows no pictures. Draw here all the same: the network answers.',
  },
  tools: {
    group: 'Tools',
    tool: 'Draw with',
    pen: 'Pen',
    eraser: 'Eraser',
    undo: 'Undo',
    redo: 'Redo',
    clear: 'Clear',
    ink: 'Ink',
    size: 'Size',
    samples: 'Sample',
    sample: (digit: number) => `${digit}, a sample`,
    cleared: 'The pad is empty.',
  },
  theatre: {
    title: 'What the network sees',
    steps: {
      fit: {
        name: 'Fit',
        on: 'The longer side becomes 20 pixels.',
        off: 'Off: as large as drawn, where drawn.',
      },
      constantPen: {
        name: 'Constant pen',
        on: 'Every line is repainted equally wide and dark.',
        off: 'Off: your own ink and width.',
      },
      centre: {
        name: 'Centre of mass',
        on: 'It moves to the middle of the field.',
        off: 'Off: wherever it is.',
      },
      antialias: {
        name: 'Anti-alias',
        on: 'Edges turn grey: 784 numbers, all that the network sees.',
        off: 'Off: 784 pixels, inked or not.',
      },
    } satisfies Record<StepId, { name: string; on: string; off: string }>,
    picture: 'Nothing to do: a picture comes as the network sees it.',
    empty: 'An empty field.',
    inked: (count: number, left: number, right: number, top: number, bottom: number) =>
      `Ink on ${count} of 784 pixels, columns ${left} to ${right}, rows ${top} to ${bottom}.`,
  },
  predictions: {
    title: 'Network predictions',
    digit: (digit: number) => `Digit ${digit}`,
    list: 'Probability of each digit',
    axis: 'probability',
    first: '1st',
    second: '2nd',
    drawSomething: 'Draw something',
    hint: 'and the network answers while you draw.',
    waiting: 'The network is on its way.',
    none: 'No network, no answer.',
    sure: (digit: number) => `It reads ${digit}.`,
    runnerUp: (digit: number) => `Next: ${digit}.`,
    unsure: (first: number, second: number) => `Not sure: ${first} or ${second}?`,
    heard: (digit: number, share: string, isSure: boolean) =>
      `${isSure ? '' : 'Not sure. '}The network reads ${digit}, ${share}.`,
  },
  formulas: {
    architecture: 'Architecture',
    parameters: 'Parameters',
    pixels: 'pixels',
    digits: 'digits',
    sure: 'Sure',
    rule: `means at least ${surePercent} % for one digit. The network knows digits only: a doodle gets a digit too.`,
    withoutBias: (count: string, biases: number) =>
      `Some texts say ${count}: they leave out the ${biases} biases of the first layer.`,
  },
};

export const WORDS: Words<typeof en> = { en };
