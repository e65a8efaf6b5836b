import type { Words } from '../../../ui/language.ts';
import { grouped } from '../../../domain/numbers.ts';

const digits = (count: number) => (count === 1 ? 'one digit' : `${grouped(count)} digits`);

const en = {
  title: 'Teach it your 7',
  intro:
    'Draw a digit that it gets wrong, say what it is, and let it learn for two seconds. Then see what it has learned, and what it has forgotten.',
  pad: {
    name: 'Draw a digit to teach',
    here: 'Draw your 7 here',
    penDown: (column: number, row: number) => `Pen down at column ${column}, row ${row}.`,
    penUp: 'Pen up.',
    keys: 'Cursor keys move the pen, space puts it down and lifts it, Escape takes the line back.',
    clear: 'Clear it',
  },
  reads: (digit: number, share: string) => `It reads ${digit}, ${share}.`,
  nothing: 'Nothing is drawn.',
  picture: 'A picture is on the pad. Only what you draw yourself can be taught.',
  meant: 'You mean a',
  means: (digit: number) => `I mean a ${digit}`,
  kept: (digit: number, count: number) => `Kept as a ${digit}: ${digits(count)} to learn.`,
  notKept: (message: string) => `Not kept: ${message}.`,
  own: (count: number) => `Your digits: ${grouped(count)}`,
  latest: (count: number, all: number) => (all > count ? `The last ${count} of your ${grouped(all)} digits` : 'Your digits'),
  list: 'Your digits',
  noneYet: 'None yet. Draw one and say what it is.',
  undo: 'Undo the last change',
  mixed: 'Mix with digits of the data',
  mixedNote: 'Off, it learns yours alone, and forgets the others.',
  teach: 'Teach it for two seconds',
  cancel: 'Cancel',
  progress: 'How far the lesson is',
  waits: 'It begins once training rests.',
  preparing: 'The data come, and variations of your digits are drawn.',
  learning: 'It learns.',
  failed: (message: string) => `It did not work: ${message}.`,
  ready: 'Ready.',
  begins: 'Keep a digit first.',
  done: (images: number) => `Learned from ${grouped(images)} images.`,
  before: 'Before',
  after: 'After',
  toBefore: 'Back to the network before',
  toAfter: 'Take the taught one again',
  shows: {
    before: 'The page has the network from before.',
    after: 'The page has the taught network.',
    other: 'The page has another network now.',
  },
  table: {
    title: 'What it reads rightly, before and after',
    drawn: 'your digits',
    varied: 'variations of them, never learned from',
    validation: 'images held back from the data',
    of: (correct: number, count: number) => `${grouped(correct)} of ${grouped(count)}`,
    none: '–',
    file: ['digits', 'right before', 'of', 'right after', 'of'],
  },
  forgotten: 'Mistakes that have grown:',
  confusion: (digit: number, read: number, more: number) => `${digit} as ${read}, +${more}`,
  forgotNothing: 'No mistake has grown: it has forgotten nothing.',
  tile: {
    label: (label: number, before: number | null, after: number | null) =>
      before === null
        ? `A ${label} of yours, not taught yet`
        : `A ${label} of yours, read as ${before} before and ${after} after`,
    meant: (label: number) => `a ${label}`,
    read: (before: number, after: number) => `${before} → ${after}`,
    unread: 'new',
    caption: 'What you mean; what it was read as before → after the last lesson. Choose one, and it lies on the pad.',
  },
  save: (format: string, title: string) => `Save “${title}” as ${format}`,
};

export type TeachingWords = typeof en;

export const WORDS: Words<TeachingWords> = { en };
