import type { Words } from '../../../ui/language.ts';
import { grouped } from '../../../domain/numbers.ts';

const architecture = (sizes: readonly number[]) => sizes.map(grouped).join(' → ');

const en = {
  file: {
    title: 'Keep the network',
    save: 'Save',
    load: 'Load …',
    pretrained: 'Bring the pretrained network back',
    note: 'A safetensors file, with its recipe and log; Python reads it, too. To load one, drop it here.',
    drop: 'Let go here: a network in a .safetensors file becomes the page’s.',
    saved: (name: string) => `Saved as ${name}.`,
    loaded: (name: string, sizes: readonly number[]) =>
      `${name}: a network ${architecture(sizes)} is the page’s network now, and the next start goes on from it.`,
    shown: (name: string, sizes: readonly number[]) =>
      `${name}: a network ${architecture(sizes)} is the page’s network now. It cannot be trained here, for its layers differ in activation or biases.`,
    back: 'The pretrained network is the page’s network again, and the next start goes on from it.',
    refused: (name: string, message: string) => `${name} is not taken: ${message}. Everything is as it was.`,
    failed: (message: string) => `It did not work: ${message}. Everything is as it was.`,
  },
  work: {
    title: 'From your last visit',
    found: (date: string, step: string, accuracy: string | null) =>
      `A network that you trained until ${date}: step ${step}${accuracy ? `, validation accuracy ${accuracy}` : ''}. The page shows another network until you bring this one back or go on.`,
    wake: 'Bring it back',
    forget: 'Forget it',
    notKept: (message: string) =>
      `Training is not kept for your next visit: ${message}. It lives until the page is closed; save the network as a file.`,
    unreadable: 'What was kept from your last visit cannot be read any more. It will be replaced once you train.',
    later: 'Your last visit was with a later version of this page, whose work this one leaves alone and keeps none beside.',
  },
};

export type KeepingWords = typeof en;

export const WORDS: Words<KeepingWords> = { en };
