import type { Words } from '../../../ui/language.ts';
import { grouped } from '../../../domain/numbers.ts';

const times = (count: number) => (count === 1 ? 'one image' : `${grouped(count)} images`);

const en = {
  empty: {
    title: 'What is mistaken for what',
    noLook: 'Press Start: here you will see which digits the network takes for which, and the images that it gets wrong.',
    noneHeldBack:
      'No images are held back, so there is nothing that the network has not learned from. Choose data with more images.',
  },
  whose: {
    run: 'Read by the network in training.',
    page: 'Read by the network that the page has now, which is not the one in training.',
    earlier: 'Read by a network that the page had before.',
  },
  matrix: {
    title: 'Which digits are taken for which',
    hint: 'Cursor keys walk, Enter shows the images of a cell.',
    name: 'Rows: the true digit. Columns: what it is read as.',
    corner: 'true',
    readAs: 'read as',
    digit: (digit: number) => `a true ${digit}`,
    readAsDigit: (digit: number) => `read as ${digit}`,
    cell: (digit: number, read: number, count: number) =>
      digit === read ? `${digit} read rightly: ${times(count)}` : `${digit} read as ${read}: ${times(count)}`,
    none: '0',
    right: 'framed: read rightly',
    share: 'read rightly',
    caption: (count: number) => `${grouped(count)} images that it never learns from. Choose a cell to see its images.`,
    file: { digit: 'true digit', right: 'read rightly, %' },
  },
  classes: {
    title: 'How many of each digit are read rightly',
    ofAll: (correct: number, count: number) => `${grouped(correct)} of ${grouped(count)}`,
    none: 'none',
  },
  cell: {
    title: (digit: number, read: number) =>
      digit === read ? `Each ${digit} that is read rightly` : `Each ${digit} that is read as ${read}`,
    commonest: 'The most frequent mistake.',
    none: 'No such image at the moment.',
    page: (page: number, pages: number, count: number) =>
      pages === 1 ? times(count) : `${times(count)}, page ${page} of ${pages}`,
    before: 'Page before',
    after: 'Next page',
    list: 'Images of the cell',
  },
  mistakes: {
    title: 'The worst mistakes: surest, and wrong',
    caption: 'True digit → what it is read as, and how sure the network is.',
    none: 'None: every image that was held back is read rightly.',
    list: 'The worst mistakes',
    short: (label: number, read: number) => `${label} → ${read}`,
    label: (image: number, label: number, read: number, sure: string) =>
      `Image ${grouped(image)}, a ${label}, read as ${read}, ${sure}`,
  },
  picture: {
    label: (image: number, label: number) => `Image ${grouped(image)}, a ${label}`,
    put: 'Choose a picture, and it lies on the pad: all sections look at it.',
    onPad: (image: number, label: number) => `On the pad: image ${grouped(image)}, a ${label}.`,
    reads: (digit: number, share: string) => `The page’s network reads ${digit}, ${share}.`,
    go: 'Go to the pad',
    undo: 'Take it away again',
    announced: (label: number) => `A picture of a ${label} is on the pad.`,
  },
  save: (format: string, title: string) => `Save “${title}” as ${format}`,
};

export type UnderstandingWords = typeof en;

export const WORDS: Words<UnderstandingWords> = { en };
