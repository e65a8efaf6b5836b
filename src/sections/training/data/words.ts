import type { HandName } from '../../../domain/procedural/handwriting.ts';
import type { MnistPart } from '../../../formats/mnist.ts';
import type { DataSource } from '../../../state/data-sets.ts';
import type { MnistOrigin } from '../../../state/mnist.ts';
import type { Words } from '../../../ui/language.ts';
import { grouped } from '../../../domain/numbers.ts';

const FROM: Record<MnistOrigin, string> = {
  kept: 'from this browser’s own store',
  site: 'from this site',
  mirror: 'from cdn.jsdelivr.net',
  files: 'from your files',
};

const digits = (count: number) => (count === 1 ? '1 digit' : `${grouped(count)} digits`);

const times = (count: number) => (count === 1 ? 'once' : `${grouped(count)} times`);

const en = {
  title: 'The data',
  drop: 'Let go here: files of MNIST, of your own digits (.json), or a network (.safetensors).',
  summary: {
    procedural: (count: number) => `${grouped(count)} written digits`,
    mnist: () => 'MNIST',
    own: (count: number) => `${digits(count)} of your own`,
  } satisfies Record<DataSource, (count: number) => string>,
  source: 'What it learns from',
  sources: { procedural: 'Written', mnist: 'MNIST', own: 'Your own' } satisfies Record<DataSource, string>,
  outdated: 'The next start makes these first.',
  outdatedRunning: 'Training goes on with the digits it began with; the next start takes these.',
  procedural: {
    note: 'This page writes them stroke by stroke, each one different; 2 000 more are held back to test it.',
    hand: 'Handwriting',
    hands: { neat: 'neat', everyday: 'everyday', any: 'anybody’s' } satisfies Record<HandName, string>,
    count: 'Digits',
    seed: 'Seed',
    other: 'Other digits',
  },
  mnist: {
    note: 'Digits that clerks and pupils in the USA wrote by hand, 60 000 to learn from. Y. LeCun, C. Cortes; CC BY-SA 3.0.',
    unasked: 'Not here yet.',
    loading: (from: MnistOrigin) => (from === 'files' ? 'The files are being read.' : `On its way ${FROM[from]}.`),
    absent: 'Neither this browser nor this site has it. It comes from a public mirror if you want that, or from files.',
    incomplete: (missing: readonly MnistPart[]) => `Still missing: ${missing.join(', ')}.`,
    failed: (from: MnistOrigin, message: string) => `It did not come ${FROM[from]}: ${message}.`,
    offline:
      'You seem to be offline. Digits that the page writes and your own need no network; MNIST’s files may come on a memory stick.',
    otherwise: 'Digits that the page writes and your own need no network; MNIST’s files may come on a memory stick.',
    here: (from: MnistOrigin) => `Here, ${FROM[from]}.`,
    notKept: (reason: string) => `It stays until the page is closed: ${reason}.`,
    download: 'Download 11 MB from cdn.jsdelivr.net',
    choose: 'Choose files…',
    drop: 'or drop them here: train-images…, train-labels…, t10k-…, packed (.gz) or not.',
    look: 'Look for it',
    retry: 'Try again',
    cancel: 'Cancel',
    progress: 'How much of MNIST has come',
  },
  own: {
    note: 'Draw on the pad, then say which digit it is. The browser keeps them; nobody else gets them.',
    onPad: 'What is on the pad, as the network sees it',
    is: 'It is a',
    label: (digit: number) => `Keep what is on the pad as a ${digit}`,
    pad: 'First draw on the pad',
    kept: (digit: number, count: number) => `Kept as a ${digit}: ${digits(count)} of your own.`,
    undo: 'Undo',
    redo: 'Redo',
    undoLabel: 'Undo the last change of your digits',
    redoLabel: 'Redo the last change of your digits',
    save: 'Save as file',
    saveLabel: 'Save your digits as a file',
    load: 'Load a file…',
    drop: 'A file of digits may be dropped here, too.',
    loaded: (count: number) => `${digits(count)} came from the file.`,
    notLoaded: (message: string) => `The file was not taken: ${message}.`,
    notAdded: (message: string) => `It was not kept: ${message}.`,
    removeAll: 'Delete all',
    removed: 'Deleted. Undo brings it back.',
    notKept: (reason: string) => `They stay until the page is closed: ${reason}.`,
    counts: (counts: readonly number[]) => {
      const said = counts.flatMap((count, digit) => (count > 0 ? [`${digit} (${times(count)})`] : []));
      return said.length > 0 ? `Kept: ${said.join(', ')}.` : 'None yet.';
    },
    undone: (count: number) => `Undone: ${digits(count)} of your own.`,
    redone: (count: number) => `Done again: ${digits(count)} of your own.`,
    relabel: (number: number) => `Number ${grouped(number + 1)} is a`,
    remove: 'Delete',
    toPad: 'Put on the pad',
  },
  browser: {
    title: (source: DataSource) =>
      ({
        procedural: 'The digits it learns from, written by this page',
        mnist: 'The digits it learns from: MNIST',
        own: 'The digits it learns from: your own',
      })[source],
    part: 'Which digits to show',
    parts: { all: 'All', training: 'To learn from', validation: 'Held back' },
    digit: 'Digit',
    anyDigit: 'any',
    none: 'No digits have been made yet.',
    notHere: 'MNIST is not here yet.',
    noneOwn: 'You have drawn none yet.',
    noneFound: 'None of these.',
    make: 'Make them, to look at them',
    remake: 'Make those that are chosen now',
    making: 'They are being made.',
    list: 'Digits with their labels',
    hint: 'Cursor keys go from digit to digit, Page Up and Page Down from page to page.',
    option: (label: number, number: number) => `${label}, number ${grouped(number + 1)}`,
    range: (from: number, to: number, count: number) =>
      count === 0 ? '' : `${grouped(from + 1)} to ${grouped(to)} of ${grouped(count)}`,
    chosen: (label: number, number: number, isHeldBack: boolean) =>
      `Number ${grouped(number + 1)}: a ${label}, ${isHeldBack ? 'held back' : 'to learn from'}.`,
    previous: 'Previous',
    next: 'Next',
    first: 'First',
    last: 'Last',
    caption:
      'The number under a digit is its label. What is held back is never learned from: it shows what the network makes of digits it has not seen.',
    captionOwn: 'The number under a digit is the label you gave. One in six is held back to test the network.',
    save: 'PNG',
    saveLabel: (title: string) => `Save “${title}” as PNG`,
  },
};

export type DataWords = typeof en;

export const WORDS: Words<DataWords> = { en };
